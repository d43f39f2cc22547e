/**
 * Terminals that went away while the program ran. At its end Node gives each standard stream that was a terminal its
 * settings back, and where that fails it aborts: another exit code, and a core file with keys in it. A stream that is
 * closed it leaves alone.
 */
import { closeSync } from 'node:fs';
import { isDevice, type LoadTty } from './is-terminal.ts';

/** For the very end of the process: closes the standard streams that are terminals no more. */
export function closeLostTerminals(loadTty: LoadTty): void {
  [0, 1, 2]
    .filter((descriptor) => isDevice(descriptor) && !loadTty().isatty(descriptor))
    .forEach(closeQuietly);
}

function closeQuietly(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // It is closed already.
  }
}
