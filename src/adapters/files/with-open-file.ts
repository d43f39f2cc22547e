/** An open file that is closed whatever happens. */
import type { FileSystem } from './file-system.ts';

/**
 * Opens, works, closes. What went wrong first is what is thrown; that closing failed counts only when all else went
 * well, for some file systems report a failed write no earlier.
 */
export function withOpenFile<T>(
  system: FileSystem,
  path: string,
  flags: string | number,
  mode: number,
  work: (descriptor: number) => T,
): T {
  const descriptor = system.openSync(path, flags, mode);
  let result: T;
  try {
    result = work(descriptor);
  } catch (error) {
    closeQuietly(system, descriptor);
    throw error;
  }
  system.closeSync(descriptor);
  return result;
}

/**
 * The same, and all of it is on the disk before the file is closed. That alone may take seconds, so it is done beside
 * the program's own thread: timers go on.
 */
export async function withSyncedFile(
  system: FileSystem,
  path: string,
  flags: string | number,
  mode: number,
  work: (descriptor: number) => void = () => undefined,
): Promise<void> {
  const descriptor = system.openSync(path, flags, mode);
  try {
    work(descriptor);
    await system.fsync(descriptor);
  } catch (error) {
    closeQuietly(system, descriptor);
    throw error;
  }
  system.closeSync(descriptor);
}

function closeQuietly(system: FileSystem, descriptor: number): void {
  try {
    system.closeSync(descriptor);
  } catch {
    // The first error says more.
  }
}
