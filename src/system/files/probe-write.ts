/**
 * Tries whether a file can be written, by every step of the safe write except the change itself. A code works only
 * once, so it is asked for only if its session can be saved.
 */
import { basename, dirname, isAbsolute } from 'node:path';
import { type Stats, constants } from 'node:fs';
import { realFileSystem, type FileSystem, fileError, hasCode } from './file-system.ts';
import { lockPath, removeQuietly, temporaryPath, writeTemporary } from './replace-file.ts';
import { takeLock } from './file-lock.ts';
import { AwsMfaError } from '../../errors.ts';
import { shellCommand } from '../../text/shell-command.ts';
import { refuseUnlessRegular, withOpenFile } from './read-file.ts';

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
    const isThere = statIfThere(folder, system) !== undefined;
    if (isThere) await probeLock(target, signal, system);
    const name = basename(temporaryPath(target, system.token()));
    const temporary = `${isThere ? folder : dirname(folder)}/${name}`;
    await probeTemporary(temporary, statIfThere(target, system), signal, system);
  } catch (error) {
    throw fileError('write', path, error);
  }
}

function statIfThere(path: string, system: FileSystem): Stats | undefined {
  return system.statSync(path, { throwIfNoEntry: false });
}

async function probeLock(target: string, signal: AbortSignal, system: FileSystem): Promise<void> {
  const lock = await takeLock(target, system.token(), signal, system);
  lock.release();
  if (!lock.isHeld()) return;
  try {
    await remove(lockPath(target), signal, system);
  } catch (error) {
    throw fileError('remove the lock', lockPath(target), error);
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
  const timeoutMs = system.uid() === undefined ? HELD_OPEN : 1;
  for (let waited = 0; ;) {
    try {
      system.unlinkSync(path);
      return;
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return;
      if (waited >= timeoutMs) throw error;
    }
    const pause = system.pause();
    await system.wait(pause, signal);
    waited += pause;
  }
}

/**
 * Finds what would stop a write without writing anything. What shows only by trying (the lock, free space) is found by
 * {@link probeWrite}.
 *
 * @returns the path of the file itself, links followed; the file need not exist
 * @throws AwsMfaError `configuration` that says what is in the way, and the remedy
 */
export function checkWritable(path: string, system: FileSystem = realFileSystem): string {
  try {
    const target = resolveLink(path, system);
    const file = statIfThere(target.path, system);
    if (file) checkFile(target.path, file, system);
    else if (target.linked) checkFolderIsOurs(path, dirname(target.path), system);
    checkFolder(dirname(target.path), system);
    return target.path;
  } catch (error) {
    throw fileError('write', path, error);
  }
}

function checkFile(path: string, file: Stats, system: FileSystem): void {
  refuseUnlessRegular(path, file);
  if ((file.mode & 0o200) === 0) refuse(`${path} is read-only.`, shellCommand('chmod', 'u+w', { path }));
  const uid = system.uid();
  // Only root can give a file back to its owner once it has been replaced.
  if (uid !== undefined && uid !== 0 && file.uid !== uid)
    refuse(
      `${path} belongs to another user.`,
      `Make it yours: ${shellCommand('sudo', 'chown', String(uid), { path })}`,
    );
  if (isMounted(path, system))
    refuse(`${path} is mounted by itself and cannot be replaced.`, 'Mount its folder, not the single file.');
  // On Windows another program may have it open for a moment, which the write waits for.
  if (uid !== undefined) checkAttributes(path, system);
}

/** Attributes bind root too. Opening a file for writing changes nothing, and fails for one that cannot be replaced. */
function checkAttributes(path: string, system: FileSystem): void {
  try {
    withOpenFile({ path, flags: constants.O_RDWR | constants.O_NONBLOCK }, system, () => undefined);
  } catch (error) {
    if (!hasCode(error, 'EPERM')) throw error;
    const onLinux = shellCommand('sudo', 'chattr', '-ia', { path });
    const onMac = shellCommand('chflags', 'nouchg,nouappnd', { path });
    const remedy = `Allow changes: ${onLinux} (macOS: ${onMac})`;
    refuse(`${path} is immutable or append-only (EPERM).`, remedy);
  }
}

/** Whether the file itself is a mount point (`docker run -v file:file`); Linux lists them, elsewhere the write tells. */
function isMounted(path: string, system: FileSystem): boolean {
  try {
    const mounts = system.readFileSync('/proc/self/mountinfo', 'latin1').split('\n');
    const mountPoint = system.realpathSync(path);
    return mounts.some((line) => decodeMountPoint(line.split(' ')[4] ?? '') === mountPoint);
  } catch {
    return false;
  }
}

/** The kernel writes a blank as `\\040`, and the like (proc(5)). */
function decodeMountPoint(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
}

/** Somebody else's folder is no place for keys, only because a link happens to lead there. */
function checkFolderIsOurs(link: string, folder: string, system: FileSystem): void {
  const stat = statIfThere(folder, system);
  if (!stat)
    refuse(
      `${link} is a link into ${folder}, which does not exist.`,
      shellCommand('mkdir', '-p', '-m', '700', { path: folder }),
    );
  const uid = system.uid();
  if (uid !== undefined && stat.uid !== uid)
    refuse(
      `${link} is a link to a new file in ${folder}, which belongs to another user.`,
      shellCommand('rm', { path: link }),
    );
}

/** The folder may be missing (it is made), the one above it may not: a misspelt path should not grow a tree. */
function checkFolder(folder: string, system: FileSystem): void {
  const stat = statIfThere(folder, system);
  const parent = dirname(folder);
  if (!stat && !statIfThere(parent, system))
    refuse(`There is no folder ${parent}.`, 'Make it, or check the path.');
  system.accessSync(stat ? folder : parent, constants.W_OK | constants.X_OK);
}

function refuse(what: string, remedy: string): never {
  throw new AwsMfaError('file_unusable', what, remedy);
}

/** As many as Linux follows. */
const MOST_LINKS = 40;

export interface Resolved {
  /** The file itself, or where it would be. */
  path: string;
  /** Whether a link led there. */
  linked: boolean;
}

/**
 * Where a path leads; the target need not exist.
 *
 * Follows links by hand: the system's own `realpath` stops at a link whose target is not there yet, and a rename onto
 * the link would turn it into a file.
 *
 * @throws AwsMfaError for a circle of links, the system's own error when a part of the way cannot be looked at
 */
export function resolveLink(path: string, system: FileSystem): Resolved {
  let current = path;
  for (let links = 0; links <= MOST_LINKS; links++) {
    const target = linkTarget(current, system);
    if (target === undefined) return { path: current, linked: links > 0 };
    // Joined as text: `..` counts from the real folder, which only the system knows when that folder is a link itself.
    current = isAbsolute(target) ? target : `${dirname(current)}/${target}`;
  }
  const remedy = 'Follow them with ls -l, and mend the one that leads back.';
  throw new AwsMfaError('file_unusable', `The symbolic links of ${path} lead in a circle.`, remedy);
}

function linkTarget(path: string, system: FileSystem): string | undefined {
  try {
    return system.lstatSync(path).isSymbolicLink() ? system.readlinkSync(path) : undefined;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
