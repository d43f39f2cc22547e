/** Takes the lock of a file. An error names the lock: the file itself may be in perfect order. */
import type { Stats } from 'node:fs';
import { AwsMfaError } from '../../errors.ts';
import { shellCommand } from '../../shell-command.ts';
import { acquireLock, type FileLock } from './file-lock.ts';
import type { FileSystem } from './file-system.ts';
import { fileTrouble } from './file-trouble.ts';
import { lockPath } from './leftovers.ts';
import { kindOf } from './regular-file.ts';

/**
 * @param path the file itself, links followed
 * @throws what {@link acquireLock} throws; AwsMfaError `configuration` if something else has the lock's name, or if a
 *   system call fails
 */
export async function takeLock(
  path: string,
  token: string,
  signal: AbortSignal,
  system: FileSystem,
): Promise<FileLock> {
  try {
    return await acquireLock(path, token, signal, system);
  } catch (error) {
    signal.throwIfAborted();
    const lock = lockPath(path);
    const found = lookAt(lock, system);
    if (!found || found.isFile()) throw fileTrouble('take the lock', lock, error);
    const message = `The lock ${lock} is ${kindOf(found)}, not a file.`;
    throw new AwsMfaError(
      'configuration',
      message,
      `Remove it: ${shellCommand('rm', '-r', { path: lock })}`,
      error,
    );
  }
}

function lookAt(lock: string, system: FileSystem): Stats | undefined {
  try {
    return system.lstatSync(lock);
  } catch {
    return undefined;
  }
}
