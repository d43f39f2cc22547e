/** Lets runs that need the same session take turns, so that one code is enough for all of them. */
import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { statIfThere } from './file-state.ts';
import { takeLock } from './file-lock.ts';
import { realFileSystem, type FileSystem } from './file-system.ts';
import { checkWritable } from './probe-write.ts';

/**
 * Does some work while no other run does work of the same name for the same file. If the owner of the turn dies, the next
 * one takes over.
 *
 * @param path the credentials file as configured; it and its folder need not exist
 * @param name any text, such as that of a profile
 * @throws AwsMfaError `configuration` if the turn never comes; the signal's reason; what `work` throws
 */
export async function inTurn<T>(
  { path, name }: { path: string; name: string },
  work: () => Promise<T>,
  signal: AbortSignal,
  system: FileSystem = realFileSystem,
): Promise<T> {
  const target = checkWritable(path, system);
  const folder = dirname(target);
  // Without a folder there is no session yet; it is made by the write.
  const place = statIfThere(folder, system) ? folder : dirname(folder);
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 16);
  const lock = await takeLock(`${place}/${basename(target)}.${digest}`, system.token(), signal, system);
  try {
    return await work();
  } finally {
    lock.release();
  }
}
