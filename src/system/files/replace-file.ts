/** Replaces a file by a new text in one step, unless another program has changed it meanwhile. */
import type { Stats } from 'node:fs';
import type { FileSystem } from './file-system.ts';
import { discard, temporaryPath, writeTemporary } from './temporary-file.ts';
import { readRegularFile, type Snapshot, withSyncedFile } from './read-file.ts';
import { ownerNote, privacyNote } from './ownership.ts';
import { hasCode } from './file-errors.ts';

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
    if (!contains(target, after, system)) throw error;
  }
}

function contains(path: string, text: string, system: FileSystem): boolean {
  try {
    return readRegularFile(path, system)?.text === text;
  } catch {
    return false;
  }
}

/** Whether a file that was just put in place has stayed; one that cannot be read is given the benefit of the doubt. */
export function isStillThere(path: string, text: string, system: FileSystem): boolean {
  try {
    return readRegularFile(path, system)?.text === text;
  } catch {
    return true;
  }
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
