/**
 * Tries every step of the safe write except the change itself. A code works only once, so it is asked for only if its
 * session can be saved.
 */
import { basename, dirname } from 'node:path';
import { type Stats, constants } from 'node:fs';
import { resolveLink, statIfThere, refuseUnlessRegular, withOpenFile } from './read-file.ts';
import { realFileSystem, type FileSystem, fileError, hasCode, untilFree } from './file-system.ts';
import { lockPath, removeIfThere, removeQuietly, temporaryPath, writeTemporary } from './replace-file.ts';
import { takeLock } from './file-lock.ts';
import { AwsMfaError } from '../../errors.ts';
import { shellCommand } from '../../text/shell-command.ts';

/** Bytes that a change adds at most: AWS documents less than 4096 for a session token. */
const GROWTH = 8_192;

/**
 * Leaves everything as it was. A missing folder is not made: its parent is tried instead.
 *
 * The lock comes first: its release shows whether the folder permits removing a file (one with the attribute
 * "append-only" does not), before any temporary file is made there. No secret is written.
 *
 * @param path the file as configured; it need not exist
 * @throws AwsMfaError `configuration`; the signal's reason
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
    // As in the write, the lock is there meanwhile, for which a disk must have room, too.
    const lock = isThere ? await takeLock(target, signal, system) : undefined;
    try {
      await probeTemporary(temporary, statIfThere(target, system), signal, system);
    } finally {
      lock?.release();
    }
  } catch (error) {
    throw fileError('write', path, error, system);
  }
}

async function probeLock(target: string, signal: AbortSignal, system: FileSystem): Promise<void> {
  const lock = await takeLock(target, signal, system);
  lock.release();
  try {
    if (await untilFree(lock.isHeld, signal, system)) await remove(lockPath(target), signal, system);
  } catch (error) {
    throw fileError('remove the lock', lockPath(target), error, system);
  }
}

/** Not synced: that may take seconds on a busy disk, and a full one fails at the write. */
async function probeTemporary(
  path: string,
  original: Stats | undefined,
  signal: AbortSignal,
  system: FileSystem,
): Promise<void> {
  const filler = '#'.repeat((original?.size ?? 0) + GROWTH);
  const unsynced = { ...system, fsync: () => Promise.resolve() };
  try {
    await untilFree(() => writeTemporary(path, filler, original, unsynced), signal, system);
  } catch (error) {
    removeQuietly(path, system);
    throw error;
  }
  await remove(path, signal, system);
}

/** Tries twice at least. Another writer, who removes what looks like a dead run's file, may be quicker. */
async function remove(path: string, signal: AbortSignal, system: FileSystem): Promise<void> {
  if (removeQuietly(path, system)) return;
  await untilFree(() => removeIfThere(path, system), signal, system);
}

/**
 * Finds what would stop a write, without writing anything.
 * @returns the path of the file itself, links followed; the file need not exist
 * @throws AwsMfaError `configuration`
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
    throw fileError('write', path, error, system);
  }
}

function checkFile(path: string, file: Stats, system: FileSystem): void {
  refuseUnlessRegular(path, file);
  if ((file.mode & 0o200) === 0)
    refuse(`${path} is read-only.`, `Make it writable:\n${shellCommand('chmod', 'u+w', { path })}`);
  const uid = system.uid();
  // Only root can give a file back to its owner once it has been replaced.
  if (uid !== undefined && uid !== 0 && file.uid !== uid)
    refuse(
      `${path} belongs to another user.`,
      `Make it yours:\n${shellCommand('sudo', 'chown', String(uid), { path })}`,
    );
  if (isMounted(path, system))
    refuse(`${path} is a mount point and cannot be replaced.`, 'Mount its folder instead of the file.');
  // On Windows another program may have it open for a moment; the write waits for that.
  if (system.platform !== 'win32') checkAttributes(path, system);
}

/** They apply to root, too. Opening a file for writing changes nothing, and fails if the file cannot be replaced. */
function checkAttributes(path: string, system: FileSystem): void {
  try {
    withOpenFile({ path, flags: constants.O_RDWR | constants.O_NONBLOCK }, system, () => undefined);
  } catch (error) {
    if (!hasCode(error, 'EPERM')) throw error;
    const onLinux = shellCommand('sudo', 'chattr', '-ia', { path });
    const onMac = shellCommand('chflags', 'nouchg,nouappnd', { path });
    const hint = `Allow changes on Linux:\n${onLinux}\nOn macOS:\n${onMac}`;
    refuse(`${path} is immutable or append-only (EPERM).`, hint);
  }
}

/** Whether the file itself is a mount point (`docker run -v file:file`). Linux lists them; elsewhere the write fails. */
function isMounted(path: string, system: FileSystem): boolean {
  try {
    const mounts = system.readFileSync('/proc/self/mountinfo', 'latin1').split('\n');
    const mountPoint = system.realpathSync(path);
    return mounts.some((line) => mountPointOf(line.split(' ')[4] ?? '') === mountPoint);
  } catch {
    return false;
  }
}

/** The kernel writes a blank, tab, line break and backslash in octal: `\040`. @param field one character a byte */
function mountPointOf(field: string): string {
  const bytes = field.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
  return Buffer.from(bytes, 'latin1').toString();
}

/** A link must not put keys into another user's folder. */
function checkFolderIsOurs(link: string, folder: string, system: FileSystem): void {
  const stat = statIfThere(folder, system);
  if (!stat)
    refuse(
      `${link} is a link into ${folder}, which does not exist.`,
      `Create the folder:\n${shellCommand('mkdir', '-p', '-m', '700', { path: folder })}`,
    );
  const uid = system.uid();
  if (uid !== undefined && stat.uid !== uid)
    refuse(
      `${link} is a link into ${folder}, which belongs to another user.`,
      `Remove the link:\n${shellCommand('rm', { path: link })}`,
    );
}

/** The folder may be missing, its parent may not: a misspelled path must not make a tree of folders. */
function checkFolder(folder: string, system: FileSystem): void {
  const stat = statIfThere(folder, system);
  const parent = dirname(folder);
  if (!stat && !statIfThere(parent, system))
    refuse(`The folder ${parent} does not exist.`, 'Create it, or check the path.');
  system.accessSync(stat ? folder : parent, constants.W_OK | constants.X_OK);
}

function refuse(message: string, hint: string): never {
  throw new AwsMfaError('file_unusable', message, hint);
}
