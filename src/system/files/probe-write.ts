/**
 * Tries whether a file can be written, by every step of the safe write except the change itself. A code works only
 * once, so it is asked for only if its session can be saved.
 */
import { basename, dirname } from 'node:path';
import type { Stats } from 'node:fs';
import { checkWritable } from './check-writable.ts';
import { realFileSystem, type FileSystem } from './file-system.ts';
import { fileTrouble, hasCode } from './file-errors.ts';
import { lockPath, removeQuietly, temporaryPath, writeTemporary } from './temporary-file.ts';
import { takeLock } from './file-lock.ts';

/** Bytes that a change adds to a file at most: a session token has less than 4096, as AWS says. */
const GROWTH = 8_192;

/** Milliseconds (on Windows) for which a virus scanner may hold a file that has just been made. */
const HELD_OPEN = 15_000;

/**
 * Leaves everything as it was. A folder that is missing is not made: the folder above it is tried instead.
 *
 * The lock is taken and released first. Its release shows whether the folder lets a file be removed again (one with the
 * attribute "append-only" does not), before any temporary file is made there. No secret is written.
 *
 * @param path the file as configured; it need not exist
 * @throws AwsMfaError `configuration` that says what is in the way, and the remedy; the signal's reason
 */
export async function probeWrite(
  path: string,
  signal: AbortSignal,
  system: FileSystem = realFileSystem,
): Promise<void> {
  try {
    const target = checkWritable(path, system);
    const folder = dirname(target);
    const isThere = statOf(folder, system) !== undefined;
    if (isThere) await probeLock(target, signal, system);
    const name = basename(temporaryPath(target, system.token()));
    const temporary = `${isThere ? folder : dirname(folder)}/${name}`;
    await probeTemporary(temporary, statOf(target, system), signal, system);
  } catch (error) {
    throw fileTrouble('write', path, error);
  }
}

function statOf(path: string, system: FileSystem): Stats | undefined {
  return system.statSync(path, { throwIfNoEntry: false });
}

async function probeLock(target: string, signal: AbortSignal, system: FileSystem): Promise<void> {
  const lock = await takeLock(target, system.token(), signal, system);
  lock.release();
  if (!lock.isHeld()) return;
  try {
    await remove(lockPath(target), signal, system);
  } catch (error) {
    throw fileTrouble('remove the lock', lockPath(target), error);
  }
}

/** Not synced: that would take seconds on a busy disk, and a full one is known from the write. */
async function probeTemporary(
  path: string,
  original: Stats | undefined,
  signal: AbortSignal,
  system: FileSystem,
): Promise<void> {
  const filler = '#'.repeat((original?.size ?? 0) + GROWTH);
  try {
    await writeTemporary(path, filler, original, { ...system, fsync: () => Promise.resolve() });
  } catch (error) {
    removeQuietly(path, system);
    throw error;
  }
  await remove(path, signal, system);
}

/** Tries twice at least. Another writer, who clears away what looks like a dead run's file, may be quicker. */
async function remove(path: string, signal: AbortSignal, system: FileSystem): Promise<void> {
  const patience = system.uid() === undefined ? HELD_OPEN : 1;
  for (let waited = 0; ;) {
    try {
      system.unlinkSync(path);
      return;
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return;
      if (waited >= patience) throw error;
    }
    const pause = system.pause();
    await system.wait(pause, signal);
    waited += pause;
  }
}
