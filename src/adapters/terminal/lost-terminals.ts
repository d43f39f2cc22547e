/**
 * Terminals that went away while the program ran. At its end Node gives each standard stream that was a terminal its
 * settings back, and where that fails it aborts: another exit code, and a core file with keys in it. A stream that is
 * closed it leaves alone.
 */
import { closeSync, fstatSync } from 'node:fs';
import { isatty } from 'node:tty';

/** For the very end of the process: closes the standard streams that are terminals no more. */
export function closeLostTerminals(): void {
  [0, 1, 2].filter(isLostTerminal).forEach((fd) => closeSync(fd));
}

/** True for /dev/null as well, which is no loss by then. */
function isLostTerminal(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice() && !isatty(fd);
  } catch {
    // It is closed already.
    return false;
  }
}
