/** Everything in a file that some tool stumbles over. */
import type { IniFile } from './ini-file.ts';
import { iniFault, showableKey, type IniFault } from './ini-faults.ts';
import { toolDifferences } from './tool-differences.ts';

/** Looked for once a file: most readings are for the values alone, and a large file takes a while. */
const known = new WeakMap<IniFile, readonly IniFault[]>();

/** In the order of the file. */
export function faultsOf(file: IniFile): readonly IniFault[] {
  const faults = known.get(file) ?? look(file);
  known.set(file, faults);
  return faults;
}

function look(file: IniFile): IniFault[] {
  const mistakes = file.mistakes.map(({ kind, index, name }) =>
    iniFault(kind, index, kind === 'key-twice' ? showableKey(name) : name),
  );
  return [...mistakes, ...toolDifferences(file)].sort((one, other) => one.line - other.line);
}
