/**
 * Replaces a file by a new text in one step, unless another program has changed it meanwhile. Names, writes and removes
 * the temporary files beside it.
 */
import { type Stats, constants } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type FileSystem, hasCode } from './file-system.ts';
import { readRegularFile, type Snapshot, withSyncedFile, withOpenFile } from './read-file.ts';
import { ownerNote, privacyNote, giveToFolderOwner } from './ownership.ts';
import { AwsMfaError } from '../../errors.ts';

export interface Replacement {
  /** The file itself, links followed. */
  target: string;
  /** The file as it was read; undefined = there was none. */
  before: Snapshot | undefined;
  after: string;
  verify: (temporary: string, before: string | undefined, after: string) => Promise<void>;
  isOurTurn: () => boolean;
  signal: AbortSignal;
}

/**
 * @returns whether the file was replaced; false when it is no longer what was read, or the turn was lost
 * @throws what a system call or `verify` threw, or the signal's reason; the file is then untouched
 */
export async function replaceFile(replacement: Replacement, system: FileSystem): Promise<boolean> {
  const { target, before, after, verify, isOurTurn, signal } = replacement;
  const temporary = temporaryPath(target, system.token());
  let replaced = false;
  try {
    await writeTemporary(temporary, after, before?.stat, system);
    await verify(temporary, before?.text, after);
    signal.throwIfAborted();
    // In this order: see file-lock.ts. Only the first counts among our own writers, the second is about all others.
    if (!isOurTurn() || readRegularFile(target, system)?.text !== before?.text) return false;
    renameOnto(target, temporary, after, system);
    replaced = true;
  } finally {
    if (!replaced) discard(temporary, system);
  }
  return replaced;
}

/** Network file systems may report an error for a rename that was made (NFS, when the reply was lost): the file tells. */
function renameOnto(target: string, temporary: string, after: string, system: FileSystem): void {
  try {
    system.renameSync(temporary, target);
  } catch (error) {
    if (!contains(target, after, false, system)) throw error;
  }
}

/** @param ifUnreadable what counts if the file cannot be read */
function contains(path: string, text: string, ifUnreadable: boolean, system: FileSystem): boolean {
  try {
    return readRegularFile(path, system)?.text === text;
  } catch {
    return ifUnreadable;
  }
}

/** Whether a file that was just put in place has stayed; one that cannot be read is given the benefit of the doubt. */
export function isStillThere(path: string, text: string, system: FileSystem): boolean {
  return contains(path, text, true, system);
}

/** @param before the file that is gone; undefined = there was none. Never throws. */
export function replacementNotes(path: string, before: Stats | undefined, system: FileSystem): string[] {
  if (!before) return ownerNote(path, system);
  return [...privacyNote(path, before, system), ...hardLinkNote(path, before)];
}

function hardLinkNote(path: string, before: Stats): string[] {
  if (before.nlink < 2) return [];
  return [`${path} had another name (a hard link) elsewhere; the file of that name was not changed.`];
}

/**
 * Makes a rename last: until the folder is on the disk too, a power cut may bring the old file back.
 *
 * @returns a note when the disk would not say that it is done; nothing is undone for it
 */
export async function syncFolder(folder: string, system: FileSystem): Promise<string[]> {
  try {
    await withSyncedFile({ path: folder, flags: 'r' }, system);
    return [];
  } catch (error) {
    // Windows, some network file systems and folders not to be listed do not offer it at all.
    if (hasCode(error, 'EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM', 'EACCES')) return [];
    return [`${folder} could not be synced to the disk; after a power cut the old file may be back.`];
  }
}

/** The lock of a file: one fixed name, so that all writers meet there. */
export function lockPath(path: string): string {
  return `${dirname(path)}/.${basename(path)}.aws-mfa.lock`;
}

/**
 * A file of one's own beside the file, on the same file system, so that it can be renamed onto it. By its name the next
 * run knows one that a killed run left.
 */
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
function namesOfOurs(path: string, system: FileSystem): string[] {
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
function discard(path: string, system: FileSystem): void {
  if (removeQuietly(path, system)) return;
  try {
    withOpenFile({ path, flags: constants.O_WRONLY | constants.O_TRUNC }, system, () => undefined);
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

/**
 * @param text one character a byte (latin1)
 * @param original the file that this one will replace: its owner, group and the owner's part of its mode are kept,
 *   and set before the first byte goes in; without one the mode is 0600, and root gives
 *   it to the owner of the folder
 * @throws the system's own error; AwsMfaError when the owner cannot be kept, or bytes are missing
 */
export async function writeTemporary(
  path: string,
  text: string,
  original: Stats | undefined,
  system: FileSystem,
): Promise<void> {
  await withSyncedFile({ path, flags: 'wx', mode: 0o600 }, system, (descriptor) => {
    if (original) keepOwner(path, descriptor, original, system);
    else giveToFolderOwner(path, descriptor, system);
    system.fchmodSync(descriptor, original ? original.mode & 0o700 : 0o600);
    writeAll(path, descriptor, Buffer.from(text, 'latin1'), system);
  });
}

function keepOwner(path: string, descriptor: number, original: Stats, system: FileSystem): void {
  const { uid, gid } = system.fstatSync(descriptor);
  if (uid === original.uid && gid === original.gid) return;
  try {
    system.fchownSync(descriptor, original.uid, original.gid);
  } catch (error) {
    // Another group does no harm in a file that only its owner can read.
    if (uid === original.uid) return;
    const message = `${path} would not belong to the owner of the file it replaces.`;
    throw new AwsMfaError('file_error', message, 'Run aws-mfa as the owner of that file.', error);
  }
}

function writeAll(path: string, descriptor: number, bytes: Buffer, system: FileSystem): void {
  for (let written = 0; written < bytes.length;) {
    const more = system.writeSync(descriptor, bytes, written);
    if (more === 0) break;
    written += more;
  }
  if (system.fstatSync(descriptor).size !== bytes.length)
    throw new AwsMfaError(
      'file_error',
      `${path} could not be written whole.`,
      'Check the disk, then try again.',
    );
}
