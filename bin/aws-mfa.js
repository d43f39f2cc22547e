#!/usr/bin/env node
'use strict';

// CommonJS on purpose: Node starts an ES module several milliseconds later.
require('../dist/main.js')
  .main()
  .then((code) => {
    process.exitCode = code;
  });
