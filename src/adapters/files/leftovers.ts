/**
 * The files that a write puts beside the person's file for a moment, named so that the next run knows them for
 * ours: a process that is killed cannot tidy up after itself.
 */
import { constants } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { FileSystem } from './file-system.ts';
import { withOpenFile } from './with-open-file.ts';

/** The lock of a file: one fixed name, so that all writers meet there. */
export function lockPath(path: string): string {
  return `${dirname(path)}/.${basename(path)}.aws-mfa.lock`;
}

/** A file of one's own beside the file, on the same file system, so that it can be renamed onto it. */
export function temporaryPath(path: string, token: string): string {
  return `${dirname(path)}/.${basename(path)}.aws-mfa.${token}.tmp`;
}

/**
 * Removes what killed runs left. To be called under the lock, before the file is read: then a temporary file is either
 * a dead run's, or that of a writer that has lost the lock, whose rename fails from now on.
 */
export function removeLeftovers(path: string, system: FileSystem): void {
  for (const name of namesOfOurs(path, system)) {
    if (name.endsWith('.tmp')) removeQuietly(join(dirname(path), name), system);
  }
}

/** Names of the lock and the temporary files of a file, as far as they are there. */
export function namesOfOurs(path: string, system: FileSystem): string[] {
  const isOurs = (name: string) => name.endsWith('.tmp') || name === basename(lockPath(path));
  return namesBeside(path, system).filter(
    (name) => name.startsWith(`.${basename(path)}.aws-mfa.`) && isOurs(name),
  );
}

/** A folder may be writable and yet not to be listed; tidying up is no reason to fail. */
function namesBeside(path: string, system: FileSystem): string[] {
  try {
    return system.readdirSync(dirname(path));
  } catch {
    return [];
  }
}

/**
 * Removes a temporary file with keys in it. If the folder does not let it go (one that is append-only), the keys go.
 * Never throws.
 */
export function discard(path: string, system: FileSystem): void {
  if (removeQuietly(path, system)) return;
  try {
    withOpenFile(system, path, constants.O_WRONLY | constants.O_TRUNC, 0, () => undefined);
  } catch {
    // The next run will find it.
  }
}

/**
 * Tries twice: on Windows a virus scanner may hold a file for a moment.
 * @returns whether it was removed; never throws
 */
export function removeQuietly(path: string, system: FileSystem): boolean {
  for (let tries = 0; tries < 2; tries++) {
    try {
      system.unlinkSync(path);
      return true;
    } catch {
      // The next run will find it.
    }
  }
  return false;
}
