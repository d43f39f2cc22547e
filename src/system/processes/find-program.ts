/** Finds a program in the folders of PATH, and how it is started on Windows. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, extname, isAbsolute, join } from 'node:path';
import { platform } from 'node:os';
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
function variable(variables: Variables, name: string): string | undefined {
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

/** What to pass to `spawn`. */
export interface Start {
  file: string;
  args: readonly string[];
  options: { windowsVerbatimArguments?: true };
}

/**
 * How a command is started: on Windows by an ending of PATHEXT, and a batch file (`.cmd`, as npm and pip install them)
 * with cmd.exe, which would otherwise run parts of its arguments.
 * @throws an error with the code EINVAL if cmd.exe could not pass an argument on; on Windows only
 */
export function startOf(command: string, args: readonly string[], variables: Variables): Start {
  if (platform() !== 'win32') return { file: command, args, options: {} };
  return windowsStart(command, args, variables);
}

/** The same on Windows. */
export function windowsStart(command: string, args: readonly string[], variables: Variables): Start {
  const file = findProgram(command, variables);
  // Without a result, the system looks too: it knows a few more places.
  if (file === undefined || /\.(exe|com)$/i.test(file)) return { file: file ?? command, args, options: {} };
  // A batch file cannot receive it. The error looks like the system's own.
  if (args.some((arg) => /[\r\n\0]/.test(arg)))
    throw Object.assign(new Error('line break'), { code: 'EINVAL' });
  const line = [quoted(file, true), ...args.map((arg) => quoted(arg, false))].join(' ');
  return {
    file: variable(variables, 'COMSPEC') ?? 'cmd.exe',
    // Extensions on (`%cd:~,%` needs them), `!` is an ordinary character, no AutoRun command.
    args: ['/e:ON', '/v:OFF', '/d', '/c', `"${line}"`],
    options: { windowsVerbatimArguments: true },
  };
}

/**
 * One argument for cmd.exe and for the program that a batch file passes it on to. Quotes are doubled, so that cmd.exe
 * never takes what follows for a command; `%` comes with an empty variable, so that no name is between two of them. These
 * are the rules of Rust's standard library (`append_bat_arg`, made for CVE-2024-24576).
 */
function quoted(arg: string, always: boolean): string {
  const isPlain = arg !== '' && !arg.endsWith('\\') && /^([\w#$*+./:?@\\-]|[^\0-\x9f])*$/.test(arg);
  const text = arg.replace(/(\\*)"/g, '$1$1""').replaceAll('%', '%%cd:~,%');
  return isPlain && !always ? text : `"${text.replace(/\\+$/, '$&$&')}"`;
}
