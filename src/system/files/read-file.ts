/**
 * Reads a regular file and nothing else: a FIFO would hang, and a rename would put a file in the place of a device.
 * Also looks at a file from outside: where its links lead, and its permissions.
 */
import { constants, type Stats, unwatchFile, watchFile as watch } from 'node:fs';
import { dirname, isAbsolute } from 'node:path';
import { AwsMfaError } from '../../errors.ts';
import { type FileSystem, realFileSystem, hasCode, fileError, CIRCULAR_LINKS } from './file-system.ts';

/** A string in memory has half a gigabyte at most, and an edit makes it longer. */
const MOST_BYTES = 512_000_000;

const USE_ANOTHER = 'Move it, or set AWS_SHARED_CREDENTIALS_FILE or AWS_CONFIG_FILE to another path.';

/** A file as it was at one moment; `text` holds one character a byte (latin1). */
export interface Snapshot {
  text: string;
  stat: Stats;
}

/**
 * Follows links.
 * @returns undefined if there is no file (ENOENT, and that alone)
 * @throws AwsMfaError if it is not a regular file, or larger than 512 MB; the system's own error if it cannot be read
 */
export function readRegularFile(path: string, system: FileSystem): Snapshot | undefined {
  try {
    refuseUnlessRegular(path, system.statSync(path));
    // If a FIFO has taken its place by now, opening it this way does not wait for a writer.
    const flags = constants.O_RDONLY | constants.O_NONBLOCK;
    return withOpenFile({ path, flags }, system, (descriptor) => {
      const stat = refuseUnlessRegular(path, system.fstatSync(descriptor));
      if (stat.size > MOST_BYTES) {
        const message = `${path} is too large: ${Math.ceil(stat.size / 1e6)} MB. aws-mfa reads up to 512 MB.`;
        throw new AwsMfaError('file_unusable', message, USE_ANOTHER);
      }
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
  throw new AwsMfaError('file_unusable', `${path} is ${kindOf(stat)}, not a file.`, USE_ANOTHER);
}

/** For messages, with its article. */
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

/** Opens a file, works on it and closes it. Throws the first error; that of closing too, as it may report a failed write. */
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

/** The same, and syncs the file before it is closed. That may take seconds, so timers go on meanwhile. */
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
    // The first error is the one to throw.
  }
}

/**
 * @returns one character a byte (latin1), whatever the encoding, so that it can be written back the same; undefined if
 *   there is no file; empty for the null device, since `AWS_CONFIG_FILE=/dev/null` is the usual way to say "none"
 * @throws AwsMfaError `configuration` for a folder, pipe, socket, device, circular links, or a file that cannot be read
 */
export function readTextFile(path: string, system: FileSystem = realFileSystem): string | undefined {
  try {
    return isNullDevice(path, system) ? '' : readRegularFile(path, system)?.text;
  } catch (error) {
    throw fileError('read', path, error, system);
  }
}

/**
 * The same for a file that AWS tools read. PowerShell's `>` and Notepad's "Unicode" write UTF-16, which none of them can
 * read, and which an edit would make worse. Of plain text, every second byte is null in it; a lone one harms nobody.
 * @throws AwsMfaError `configuration` also for those
 */
export function readUtf8File(path: string, system: FileSystem = realFileSystem): string | undefined {
  const text = readTextFile(path, system);
  if (text === undefined || !/^(\xff\xfe|\xfe\xff)|[^\0]\0[^\0]\0/.test(text)) return text;
  throw new AwsMfaError(
    'file_unusable',
    `${path} is saved as UTF-16, or a part of it is. AWS tools cannot read it.`,
    'In an editor, save it as UTF-8 without BOM.',
  );
}

/** On Windows, and elsewhere, as `devNull` of `node:os`, which takes longer to load than a file to read. */
const NULL_DEVICES = ['\\\\.\\nul', '/dev/null'];

function isNullDevice(path: string, system: FileSystem): boolean {
  if (NULL_DEVICES.includes(path)) return true;
  try {
    const stat = system.statSync(path);
    return stat.isCharacterDevice() && stat.rdev === system.statSync('/dev/null').rdev;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/**
 * Calls when a file changes, in place or by a rename. Looks twice a second, which works on every file system.
 * @param path symbolic links are followed; the file need not exist
 * @returns how to stop
 */
export function watchFile(path: string, onChange: () => void): () => void {
  watch(path, { interval: 500, persistent: false }, onChange);
  return () => unwatchFile(path, onChange);
}

/** What can be seen of a file from outside. */
export interface FileState {
  /** `other`: a device (the null device means "none"), a pipe, a folder. */
  kind: 'file' | 'missing' | 'other';
  /** Where symbolic links lead; undefined if the path is the file itself. */
  target: string | undefined;
  /** The permission bits; undefined on Windows, and if there is no file. */
  mode: number | undefined;
  /** The folder that the file itself is in. */
  folder: { path: string; mode: number | undefined };
}

/** Throws the system's own error if a part of the path cannot be looked at. */
export function fileState(path: string, system: FileSystem = realFileSystem): FileState {
  const { path: file, linked } = resolveLink(path, system);
  const stat = statIfThere(file, system);
  const folder = dirname(file);
  const modeOf = (found: Stats | undefined) =>
    found && system.platform !== 'win32' ? found.mode & 0o7777 : undefined;
  return {
    kind: stat ? (stat.isFile() ? 'file' : 'other') : 'missing',
    target: linked ? file : undefined,
    mode: modeOf(stat),
    folder: { path: folder, mode: modeOf(statIfThere(folder, system)) },
  };
}

export function statIfThere(path: string, system: FileSystem): Stats | undefined {
  return system.statSync(path, { throwIfNoEntry: false });
}

/** As many as Linux follows. */
const MOST_LINKS = 40;

/**
 * Where a path leads. The system's own `realpath` stops at a link whose target does not exist yet, and a rename onto
 * the link would replace the link itself.
 * @returns the file itself, which need not exist, and whether a link led there
 * @throws AwsMfaError for circular links; the system's own error if a part of the path cannot be looked at
 */
export function resolveLink(path: string, system: FileSystem): { path: string; linked: boolean } {
  let current = path;
  for (let links = 0; links <= MOST_LINKS; links++) {
    const target = linkTarget(current, system);
    if (target === undefined) return { path: current, linked: links > 0 };
    // Joined as text: `..` counts from the real folder, which only the system knows if that folder is a link itself.
    current = isAbsolute(target) ? target : `${dirname(current)}/${target}`;
  }
  throw new AwsMfaError('file_unusable', `The symbolic links of ${path} are circular.`, CIRCULAR_LINKS);
}

function linkTarget(path: string, system: FileSystem): string | undefined {
  try {
    return system.lstatSync(path).isSymbolicLink() ? system.readlinkSync(path) : undefined;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
