/**
 * Terminals that went away while the program ran. At its end Node gives each standard stream that was a terminal its
 * settings back, and where that fails it aborts: another exit code, and a core file with keys in it. A stream that is
 * closed it leaves alone.
 */
import { closeSync } from 'node:fs';
import { isatty } from 'node:tty';

/** Closes, at the very end of the process, the standard streams that were terminals and are none any more. */
export function closeLostTerminals(process: NodeJS.Process): void {
  const terminals = [0, 1, 2].filter((descriptor) => isatty(descriptor));
  process.on('exit', () => terminals.filter((descriptor) => !isatty(descriptor)).forEach(closeQuietly));
}

function closeQuietly(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // It is closed already.
  }
}
