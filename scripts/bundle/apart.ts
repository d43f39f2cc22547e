/** What is answered before the program is loaded, each in a file of its own. */
import type { Plugin } from 'rolldown';
import { scripts } from '../../src/completion-scripts.ts';

/**
 * Modules that lie in files of their own beside this one, with a copy of what they share with the rest: parted from it as
 * chunks are, they would cost every other run a file.
 */
export function apart(...names: string[]): Plugin {
  return {
    name: 'apart',
    resolveId: (id) => {
      const name = names.find((own) => id.endsWith(`/${own}.ts`));
      return name === undefined ? null : { id: `./${name}.js`, external: true };
    },
    // They are ours, and need no translation, for which the runtime would have to be loaded.
    renderChunk: (code) =>
      code.replace(
        new RegExp(`\\w+\\.\\w+\\((require\\("\\./(?:${names.join('|')})\\.js"\\))\\)`, 'g'),
        '$1',
      ),
  };
}

/** The scripts for the shells are worked out here: they follow from the commands and options alone. */
export const scriptsAhead: Plugin = {
  name: 'scripts-ahead',
  load: (id) =>
    id.endsWith('/src/completion-scripts.ts') ? `export const scripts = ${JSON.stringify(scripts)};` : null,
};
