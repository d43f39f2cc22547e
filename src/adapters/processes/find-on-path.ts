/** Finds the programs of a name in the folders of PATH. */
import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** A program, and the file that it is once links are followed. */
export interface FoundProgram {
  path: string;
  file: string;
}

/**
 * In the order of PATH; one that is there under two paths counts once. A relative or empty entry stands for the current
 * folder, which may be anybody's: a program there is not looked for, and never run.
 */
export function findOnPath(name: string, path: string, platform: NodeJS.Platform): FoundProgram[] {
  const names = platform === 'win32' ? ['.exe', '.cmd', '.bat'].map((ending) => name + ending) : [name];
  const found = new Map<string, FoundProgram>();
  for (const folder of path.split(delimiter).filter((entry) => isAbsolute(entry))) {
    for (const each of names) {
      const program = programAt(join(folder, each));
      if (program && !found.has(program.file)) found.set(program.file, program);
    }
  }
  return [...found.values()];
}

/** The file that a path leads to; nothing where there is none. */
export function realFile(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

function programAt(path: string): FoundProgram | undefined {
  try {
    accessSync(path, constants.X_OK);
    const file = statSync(path).isFile() ? realFile(path) : undefined;
    return file === undefined ? undefined : { path, file };
  } catch {
    return undefined;
  }
}
