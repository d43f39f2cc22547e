/** What Node would load at the start of every run, and need for few. */
import type { Plugin } from 'rolldown';

/**
 * Rolldown's runtime is a file of its own, which every chunk loads that is imported late, and every entry whether it uses
 * it or not. Of all that is in it most chunks use one function, which is written out here instead.
 */
export const withoutRuntime: Plugin = {
  name: 'without-runtime',
  renderChunk(code) {
    const [line, name] = /^const (\w+) = require\("\.\/rolldown-runtime\.js"\);$/m.exec(code) ?? [];
    if (line === undefined || name === undefined) return null;
    const alone = code.replace(line, '').replaceAll(`${name}.__exportAll(`, `${EXPORT_ALL}(`);
    return alone.includes(name) ? null : alone;
  },
};

/**
 * Modules of Node's that most runs do without, required where they are used: they are not in the snapshot that Node
 * starts from, and take a quarter of a millisecond each.
 */
export const lateBuiltins: Plugin = {
  name: 'late-builtins',
  renderChunk: (code) =>
    [...code.matchAll(/^let (\w+) = (require\("node:(?:os|timers\/promises)"\));$/gm)].reduce(
      (text, [line, name, load]) => text.replace(line, '').replaceAll(`${name}.`, `${load}.`),
      code,
    ),
};

const EXPORT_ALL =
  '((all) => { const to = {}; for (const name in all) Object.defineProperty(to, name, { get: all[name] }); return to; })';
