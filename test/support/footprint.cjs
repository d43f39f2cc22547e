// Loaded ahead of the program (`node --require`): at its end, tells which modules it loaded and which files it opened.
'use strict';
const fs = require('node:fs');

const before = new Set(process.moduleLoadList);
const opened = [];
for (const [from, name] of [
  [fs, 'openSync'],
  [fs, 'readFileSync'],
  [fs.promises, 'readFile'],
]) {
  const open = from[name];
  from[name] = (path, ...others) => {
    if (typeof path === 'string') opened.push(path);
    return open(path, ...others);
  };
}
const write = fs.writeFileSync;
process.on('exit', () => {
  const loaded = Object.keys(require.cache).filter((path) => path !== __filename);
  const builtin = process.moduleLoadList.filter((name) => !before.has(name));
  write(process.env.FOOTPRINT, JSON.stringify({ loaded, builtin, opened }));
});
