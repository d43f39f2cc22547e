// Loaded ahead of the program (`node --require`): at its end, tells which modules it loaded and which files it opened.
'use strict';
const fs = require('node:fs');

const known = new Set(process.moduleLoadList);
const opened = [];
let isInside = false;
for (const [from, name] of [
  [fs, 'openSync'],
  [fs, 'readFileSync'],
  [fs.promises, 'readFile'],
]) {
  const open = from[name];
  from[name] = (path, ...others) => {
    // One may be made of another; the outer one counts.
    if (typeof path === 'string' && !isInside) opened.push(path);
    const before = isInside;
    isInside = true;
    try {
      return open(path, ...others);
    } finally {
      isInside = before;
    }
  };
}
const write = fs.writeFileSync;
process.on('exit', () => {
  const loaded = Object.keys(require.cache).filter((path) => path !== __filename);
  const builtin = process.moduleLoadList.filter((name) => !known.has(name));
  write(process.env.FOOTPRINT, JSON.stringify({ loaded, builtin, opened }));
});
