/** What Tab runs, in a file of its own, with the scripts for the shells worked out. */
import type { Plugin } from 'rolldown';
import { scripts } from '../../src/completion-scripts.ts';

/**
 * What every press of Tab runs stands by itself, with a copy of what it shares with the rest: parted from it as chunks
 * are, it would cost every other run a file.
 */
export const completionApart: Plugin = {
  name: 'completion-apart',
  resolveId: (id) =>
    id.endsWith('/answer-completion.ts') ? { id: './answer-completion.js', external: true } : null,
  // It is ours, and needs no translation, for which the runtime would have to be loaded.
  renderChunk: (code) => code.replace(/\w+\.\w+\((require\("\.\/answer-completion\.js"\))\)/g, '$1'),
};

/** The scripts for the shells are worked out here: they follow from the commands and options alone. */
export const scriptsAhead: Plugin = {
  name: 'scripts-ahead',
  load: (id) =>
    id.endsWith('/src/completion-scripts.ts') ? `export const scripts = ${JSON.stringify(scripts)};` : null,
};
