/**
 * Replaces a file by a new text in one step, unless another program has changed it in the meantime. Names, writes and removes
 * the temporary files beside it.
 */
import { type Stats, constants } from 'node:fs';
import { basename, dirname, sep } from 'node:path';
import { type FileSystem, hasCode } from './file-system.ts';
import { readRegularFile, type Snapshot, withSyncedFile, withOpenFile } from './read-file.ts';
import { giveToFolderOwner, hasModes, keepOwner, openNote, ownerNote, privacyNote } from './ownership.ts';
import { AwsMfaError } from '../../errors.ts';

export interface Replacement {
  /** The file itself, links followed. */
  target: string;
  /** The file as it was read; undefined if there was none. */
  before: Snapshot | undefined;
  after: string;
  verify: (temporary: string, before: string | undefined, after: string) => Promise<void>;
  isOurTurn: () => boolean;
  /** Gets a note if the file was replaced and others may be able to read it. */
  notes: string[];
  signal: AbortSignal;
}

/**
 * @returns whether the file was replaced; false if it is no longer what was read, or the turn was lost
 * @throws what a system call or `verify` threw, or the signal's reason; the file is then untouched
 */
export async function replaceFile(replacement: Replacement, system: FileSystem): Promise<boolean> {
  const { target, before, after, verify, isOurTurn, notes, signal } = replacement;
  const temporary = temporaryPath(target, system.token());
  let replaced = false;
  try {
    const isPrivate = await writeTemporary(temporary, after, before?.stat, system);
    await verify(temporary, before?.text, after);
    signal.throwIfAborted();
    // In this order, see file-lock.ts: the first protects our own writers from each other, the second all others.
    if (!isOurTurn() || readRegularFile(target, system)?.text !== before?.text) return false;
    renameOnto(target, temporary, after, system);
    replaced = true;
    if (!isPrivate) notes.push(...openNote(target, system));
  } finally {
    if (!replaced) discard(temporary, system);
  }
  return replaced;
}

/** A network file system may report an error for a rename that was made (NFS, after a lost reply), so the file is checked. */
function renameOnto(target: string, temporary: string, after: string, system: FileSystem): void {
  try {
    system.renameSync(temporary, target);
  } catch (error) {
    if (contains(target, after, system) !== true) throw error;
  }
}

/** Undefined if the file cannot be read. Never throws. */
function contains(path: string, text: string, system: FileSystem): boolean | undefined {
  try {
    return readRegularFile(path, system)?.text === text;
  } catch {
    return undefined;
  }
}

/** Whether a file that was just put in place has stayed; true also if it cannot be read. Never throws. */
export function isStillThere(path: string, text: string, system: FileSystem): boolean {
  return contains(path, text, system) !== false;
}

/** @param before the file that was replaced; undefined if there was none. Never throws. */
export function replacementNotes(path: string, before: Stats | undefined, system: FileSystem): string[] {
  if (!before) return ownerNote(path, system);
  const hardLink = `${path} had another hard link, which still has the old content.`;
  return [...privacyNote(path, before, system), ...(before.nlink > 1 ? [hardLink] : [])];
}

/**
 * Makes a rename last: until the folder is on the disk too, a power cut may bring the old file back.
 * @returns a note if the folder could not be synced; the file is written anyway
 */
export async function syncFolder(folder: string, system: FileSystem): Promise<string[]> {
  try {
    await withSyncedFile({ path: folder, flags: 'r' }, system);
    return [];
  } catch (error) {
    // Windows, some network file systems, and folders that cannot be listed do not offer it.
    if (hasCode(error, 'EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM', 'EACCES')) return [];
    return [`${folder} could not be synced to the disk. A power failure now may bring the old file back.`];
  }
}

/** The lock of a file: one fixed name for all writers. */
export function lockPath(path: string): string {
  return `${dirname(path)}${sep}.${basename(path)}.aws-mfa.lock`;
}

/** A file beside the file, on the same file system, so that it can be renamed onto it. */
export function temporaryPath(path: string, token: string): string {
  return `${dirname(path)}${sep}.${basename(path)}.aws-mfa.${token}.tmp`;
}

/**
 * Removes what killed runs left. Call it under the lock, before the file is read: then a temporary file is either a
 * dead run's, or that of a writer that has lost the lock, whose rename fails from now on.
 */
export function removeLeftovers(path: string, system: FileSystem): void {
  let names: string[];
  try {
    names = system.readdirSync(dirname(path));
  } catch {
    // A folder may be writable and yet not be listed.
    return;
  }
  // By this run's spelling: where case makes no difference (macOS, Windows), it also means the file of a run that spelled
  // the path differently. Elsewhere such a file belongs to another one, and does not have this name.
  const tokens = names.flatMap((name) => /\.aws-mfa\.([^.]+)\.tmp$/.exec(name)?.slice(1) ?? []);
  tokens.forEach((token) => removeQuietly(temporaryPath(path, token), system));
}

/** Removes a temporary file; if the folder does not permit that (append-only), the keys in it go. Never throws. */
function discard(path: string, system: FileSystem): void {
  if (removeQuietly(path, system)) return;
  try {
    withOpenFile({ path, flags: constants.O_WRONLY | constants.O_TRUNC }, system, () => undefined);
  } catch {
    // The next run will remove it.
  }
}

/** Throws the system's own error. */
export function removeIfThere(path: string, system: FileSystem): void {
  try {
    system.unlinkSync(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
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
      // The next run will remove it.
    }
  }
  return false;
}

/**
 * @param text one character a byte (latin1)
 * @param original the file that this one will replace: its owner, group and the owner's part of its mode are set before
 *   the first byte is written; undefined: mode 0600, and root gives it to the owner of the folder
 * @returns whether its mode could be set
 * @throws the system's own error; AwsMfaError if the owner cannot be kept, or bytes are missing
 */
export async function writeTemporary(
  path: string,
  text: string,
  original: Stats | undefined,
  system: FileSystem,
): Promise<boolean> {
  let isPrivate = false;
  await withSyncedFile({ path, flags: 'wx', mode: 0o600 }, system, (descriptor) => {
    if (original) keepOwner(path, descriptor, original, system);
    else giveToFolderOwner(path, descriptor, system);
    isPrivate = hasModes(() => system.fchmodSync(descriptor, original ? original.mode & 0o700 : 0o600));
    const bytes = Buffer.from(text, 'latin1');
    for (let written = 0; written < bytes.length;) {
      const more = system.writeSync(descriptor, bytes, written);
      if (more === 0) break;
      written += more;
    }
    if (system.fstatSync(descriptor).size === bytes.length) return;
    const message = `${path} could not be written completely.`;
    throw new AwsMfaError('file_error', message, 'Check the disk, then try again.');
  });
  return isPrivate;
}
