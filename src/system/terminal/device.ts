/** Names the controlling terminal, which is there wherever the standard streams lead. */
import { isatty } from 'node:tty';

/** What to open, and how. Windows shows and changes the settings of a console only for who may read and write. */
export interface TerminalDevice {
  input: readonly [path: string, flags: string];
  output: readonly [path: string, flags: string];
}

type System = Pick<NodeJS.Process, 'platform' | 'env'>;

/** @returns undefined if there is certainly none; else it may be missing, too */
export function terminalDevice(system: System, isTerminal = isatty): TerminalDevice | undefined {
  if (system.platform !== 'win32') return { input: ['/dev/tty', 'r'], output: ['/dev/tty', 'w'] };
  if (needsWinpty(system, isTerminal)) return undefined;
  return { input: ['\\\\.\\CONIN$', 'r+'], output: ['\\\\.\\CONOUT$', 'r+'] };
}

/**
 * Whether this is the window of Git Bash (mintty): programs of Windows have pipes there, and a console that nobody sees.
 * `winpty` gives them one that is shown.
 */
export function needsWinpty({ platform, env }: System, isTerminal = isatty): boolean {
  return platform === 'win32' && Boolean(env['MSYSTEM']) && ![0, 1, 2].some(isTerminal);
}
