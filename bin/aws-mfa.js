#!/usr/bin/env node
'use strict';

// At once: until there is a listener, this signal opens Node's debugger, to every user of the machine.
process.on('SIGUSR1', () => undefined);

// CommonJS on purpose: Node starts an ES module several milliseconds later.
require('../dist/main.js')
  .main()
  .then((code) => {
    process.exitCode = code;
  });
