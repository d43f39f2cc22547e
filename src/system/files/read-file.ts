/** Reads a regular file and nothing else: a FIFO would hang, and a rename would put a file in the place of a device. */
import { constants, type Stats, unwatchFile, watchFile as watch } from 'node:fs';
import { AwsMfaError } from '../../errors.ts';
import { type FileSystem, realFileSystem, hasCode, fileError } from './file-system.ts';

const ELSEWHERE = 'Move it away, or name another file: AWS_SHARED_CREDENTIALS_FILE, AWS_CONFIG_FILE.';

/** A file as it was at one moment; `text` holds one character a byte (latin1). */
export interface Snapshot {
  text: string;
  stat: Stats;
}

/**
 * Follows links.
 *
 * @returns undefined when there is no file (ENOENT, and that alone)
 * @throws AwsMfaError when it is not a regular file, or larger than 512 MB, the system's own error when it cannot be read
 */
export function readRegularFile(path: string, system: FileSystem): Snapshot | undefined {
  try {
    refuseUnlessRegular(path, system.statSync(path));
    // Should a FIFO have taken its place by now, opening it this way does not wait for a writer.
    const flags = constants.O_RDONLY | constants.O_NONBLOCK;
    return withOpenFile({ path, flags }, system, (descriptor) => {
      const stat = refuseUnlessRegular(path, system.fstatSync(descriptor));
      refuseIfHuge(path, stat);
      return { text: system.readFileSync(descriptor).toString('latin1'), stat };
    });
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Throws AwsMfaError for what is neither a file nor a link to one. */
export function refuseUnlessRegular(path: string, stat: Stats): Stats {
  if (stat.isFile()) return stat;
  throw new AwsMfaError('file_unusable', `${path} is ${kindOf(stat)}, not a file.`, ELSEWHERE);
}

/** Bytes. A text in memory has half a gigabyte at most, and an edit makes it longer. */
const MOST_BYTES = 512_000_000;

function refuseIfHuge(path: string, { size }: Stats): void {
  if (size <= MOST_BYTES) return;
  const message = `${path} is too large to be read: ${Math.ceil(size / 1e6)} MB, with 512 MB at most.`;
  throw new AwsMfaError('file_unusable', message, ELSEWHERE);
}

/** What else than a file it is, with its article. */
export function kindOf(stat: Stats): string {
  if (stat.isSymbolicLink()) return 'a symbolic link';
  if (stat.isDirectory()) return 'a folder';
  if (stat.isFIFO()) return 'a named pipe';
  if (stat.isSocket()) return 'a socket';
  return 'a device';
}

/** What a file is opened with. */
export interface Opening {
  path: string;
  flags: string | number;
  /** Of a file that is made. */
  mode?: number;
}

/**
 * Opens, works, closes. What went wrong first is what is thrown; that closing failed counts only when all else went
 * well, for some file systems report a failed write no earlier.
 */
export function withOpenFile<T>(
  { path, flags, mode = 0 }: Opening,
  system: FileSystem,
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
  { path, flags, mode = 0 }: Opening,
  system: FileSystem,
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

/**
 * @returns one character a byte (latin1), whatever the encoding, so that it can be written back the same; undefined
 *   when there is no file. The null device reads as empty: `AWS_CONFIG_FILE=/dev/null` is how people say "none".
 * @throws AwsMfaError `configuration` for a folder, pipe, socket, device, circle of links, or a file not to be read
 */
export function readTextFile(path: string, system: FileSystem = realFileSystem): string | undefined {
  try {
    return isNullDevice(path, system) ? '' : readRegularFile(path, system)?.text;
  } catch (error) {
    throw fileError('read', path, error);
  }
}

/** As Node's own module `os` has it, which takes longer to load than a file to read. */
const NULL_DEVICES = ['/dev/null', '\\\\.\\nul'] as const;

function isNullDevice(path: string, system: FileSystem): boolean {
  if (NULL_DEVICES.some((name) => name === path)) return true;
  try {
    const stat = system.statSync(path);
    return stat.isCharacterDevice() && stat.rdev === system.statSync(NULL_DEVICES[0]).rdev;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/** Milliseconds between two looks, which works on every file system. */
const WATCH_INTERVAL = 500;

/**
 * Calls when a file changes, in place or by a rename.
 * @param path symbolic links are followed; the file need not exist
 * @returns how to stop
 */
export function watchFile(path: string, onChange: () => void): () => void {
  watch(path, { interval: WATCH_INTERVAL, persistent: false }, onChange);
  return () => unwatchFile(path, onChange);
}
