/** Finds a program in the folders of PATH. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, extname, isAbsolute, join } from 'node:path';
import type { Variables } from '../../environment.ts';

/**
 * The path of the first program of one of these names. Relative and empty entries of PATH, which depend on the current
 * folder, are left out: that may be anybody's.
 */
export function findOnPath(names: readonly string[], path = ''): string | undefined {
  const folders = path.split(delimiter).filter((entry) => isAbsolute(entry));
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
}

/**
 * The file that Windows runs for a command: with an ending of PATHEXT unless it has one itself.
 * @param command a name, to be found in PATH, or a path
 * @returns undefined if there is none
 */
export function findProgram(command: string, variables: Variables): string | undefined {
  const endings = (variable(variables, 'PATHEXT') || '.COM;.EXE;.BAT;.CMD').split(';');
  const names = [...(extname(command) === '' ? [] : ['']), ...endings].map((ending) => command + ending);
  return /[/\\:]/.test(command) ? names.find(isProgram) : findOnPath(names, variable(variables, 'PATH'));
}

/** The path of a program on the PATH; undefined if it is not there. */
export function programPath(
  name: string,
  { platform, env }: { platform: NodeJS.Platform; env: Variables },
): string | undefined {
  return platform === 'win32' ? findProgram(name, env) : findOnPath([name], env['PATH']);
}

/** Names of variables have no case on Windows. @param name in capitals */
export function variable(variables: Variables, name: string): string | undefined {
  const found = Object.keys(variables).find((each) => each.toUpperCase() === name);
  return found === undefined ? undefined : variables[found];
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
