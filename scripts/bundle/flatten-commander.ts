/** Commander in one scope. */
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

const entry = join(__dirname, '../../node_modules/commander/index.js');

/**
 * Commander as the ES modules it could be: each of its CommonJS files would stand in a function of its own, which
 * V8 reads twice. Its files are regular enough for two replacements. It could run subcommands that are programs of their
 * own; ours are not.
 */
export const flattenCommander: Plugin = {
  name: 'flatten-commander',
  resolveId: (id) => (id === 'commander' ? entry : null),
  transform(code, id) {
    if (!id.includes('/node_modules/commander/')) return null;
    if (id.endsWith('/index.js'))
      return "export { Command } from './lib/command.js';export { CommanderError } from './lib/error.js';";
    return code
      .replace("const childProcess = require('node:child_process');", 'const childProcess = {};')
      .replace(/^const (\{.*\}) = require\(('\.\/\w+)(?:\.js)?'\);$/gm, "import $1 from $2.js';")
      .replace(/^exports\.(\w+) = \1;/gm, 'export { $1 };');
  },
};
