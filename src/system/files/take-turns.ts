/**
 * Lets runs that need the same session take turns, so that one code is enough for all of them, and leaves a short text for
 * the next one.
 */
import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { statIfThere, readRegularFile, withOpenFile } from './read-file.ts';
import { takeLock, type FileLock } from './file-lock.ts';
import { realFileSystem, type FileSystem } from './file-system.ts';
import { checkWritable } from './probe-write.ts';
import { removeIfThere } from './replace-file.ts';

export interface Turn {
  /** The credentials file as configured; it and its folder need not exist. */
  path: string;
  /** Any text, such as that of a profile. */
  name: string;
  /**
   * If no lock can be made beside the file (a read-only disk, no home folder): whether it may be in the folder for
   * temporary files instead, and if that fails, too, whether the work is done without one.
   */
  isOptional?: boolean;
  /** Called once if the turn has not come after two seconds. */
  onWait?: () => void;
}

/**
 * Does some work while no other run does work of the same name for the same file. If the owner of the turn dies, the next
 * one takes over.
 *
 * @throws AwsMfaError `configuration` if the turn never comes; the signal's reason; what `work` throws
 */
export async function inTurn<T>(
  turn: Turn,
  work: () => Promise<T>,
  signal: AbortSignal,
  system: FileSystem = realFileSystem,
): Promise<T> {
  const lock = await lockOf(turn, signal, system);
  try {
    return await work();
  } finally {
    lock?.release();
  }
}

async function lockOf(turn: Turn, signal: AbortSignal, system: FileSystem): Promise<FileLock | undefined> {
  try {
    return await takeLock(besideFile(turn, system), signal, system, turn.onWait);
  } catch (error) {
    signal.throwIfAborted();
    if (!turn.isOptional) throw error;
  }
  try {
    return await takeLock(memoryPath(turn, system), signal, system);
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

/** Where all machines that share the file see it. */
function besideFile({ path, name }: Turn, system: FileSystem): string {
  const target = checkWritable(path, system);
  const folder = dirname(target);
  // Without a folder there is no session yet; it is made by the write.
  const place = statIfThere(folder, system) ? folder : dirname(folder);
  return `${place}/${basename(target)}.${digestOf(name)}`;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** In the system's folder for temporary files, because nobody needs it for long. */
function memoryPath({ path, name }: Turn, system: FileSystem): string {
  return `${system.temporaryFolder()}/aws-mfa-${digestOf(`${path}\n${name}`)}`;
}

/** Keeps a short text, without a secret, for the next runs of this turn. Never throws: they can do without. */
export function remember(turn: Turn, text: string, system: FileSystem = realFileSystem): void {
  try {
    const path = memoryPath(turn, system);
    removeIfThere(path, system);
    // Never through a link that another user has put there.
    withOpenFile({ path, flags: 'wx', mode: 0o600 }, system, (descriptor) => {
      system.writeSync(descriptor, text);
    });
  } catch {
    // As if it had been removed by now.
  }
}

/** @returns undefined if nothing is kept, or if another user has written it */
export function recall(turn: Turn, system: FileSystem = realFileSystem): string | undefined {
  try {
    const { text, stat } = readRegularFile(memoryPath(turn, system), system) ?? {};
    const uid = system.uid();
    return uid === undefined || stat?.uid === uid ? text : undefined;
  } catch {
    return undefined;
  }
}
