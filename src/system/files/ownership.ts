/**
 * Gives new files and folders the right owner and permissions. If root works in another user's home (`sudo -E`, a
 * container), they belong to the owner of the folder.
 */
import { constants, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { AwsMfaError } from '../../errors.ts';
import { type FileSystem, hasCode } from './file-system.ts';
import { withOpenFile } from './read-file.ts';

/**
 * Makes a folder (0700), unless it exists. Its parent must exist.
 * @returns whether it was made
 */
export function makeFolder(folder: string, system: FileSystem): boolean {
  if (system.mkdirSync(folder, { recursive: true, mode: 0o700 }) === undefined) return false;
  // The umask may have taken the owner's own rights.
  if (system.uid() !== 0) hasModes(() => system.chmodSync(folder, 0o700));
  else {
    // The owner of the parent could put a link in its place meanwhile.
    const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
    withOpenFile({ path: folder, flags }, system, (descriptor) => {
      hasModes(() => system.fchmodSync(descriptor, 0o700));
      giveToFolderOwner(folder, descriptor, system);
    });
  }
  return true;
}

/**
 * Gives a new file or folder to the owner of the folder that it is in. Only root can do that, and not on every file
 * system: see {@link ownerNote}.
 */
export function giveToFolderOwner(path: string, descriptor: number, system: FileSystem): void {
  if (system.uid() !== 0) return;
  const { uid, gid } = system.statSync(dirname(path));
  const { uid: ownUid, gid: ownGid } = system.fstatSync(descriptor);
  if (ownUid === uid && ownGid === gid) return;
  try {
    system.fchownSync(descriptor, uid, gid);
  } catch {
    // The file is written anyway.
  }
}

/** Keeps the owner and group of the file that is to be replaced. @throws AwsMfaError if the owner cannot be kept */
export function keepOwner(path: string, descriptor: number, original: Stats, system: FileSystem): void {
  const { uid, gid } = system.fstatSync(descriptor);
  if (uid === original.uid && gid === original.gid) return;
  try {
    system.fchownSync(descriptor, original.uid, original.gid);
  } catch (error) {
    // Another group does no harm in a file that only its owner can read.
    if (uid === original.uid) return;
    const message = `${path} cannot be given to the owner of the file that it would replace.`;
    throw new AwsMfaError('file_error', message, 'Run aws-mfa as the owner of that file.', error);
  }
}

/** A note if a new file could not be given to the owner of its folder. Never throws. */
export function ownerNote(path: string, system: FileSystem): string[] {
  if (system.uid() !== 0) return [];
  const file = statQuietly(path, system);
  const folder = file && statQuietly(dirname(path), system);
  if (!file || !folder || file.uid === folder.uid) return [];
  return [
    `${path} belongs to root, not to the owner of its folder. The file system does not support changing the owner.`,
  ];
}

/**
 * Sets a mode, unless the file system has none: drives of Windows in WSL, some network shares.
 * @returns whether it has; throws the system's own error for any other failure
 */
export function hasModes(change: () => void): boolean {
  try {
    change();
    return true;
  } catch (error) {
    if (hasCode(error, 'EPERM', 'ENOTSUP')) return false;
    throw error;
  }
}

/** A note if others have rights that could not be taken from them. Never throws. */
export function openNote(path: string, system: FileSystem): string[] {
  const file = statQuietly(path, system);
  // If nobody knows, the user should.
  if (file && (file.mode & OTHERS) === 0) return [];
  return [
    `The file system does not let aws-mfa set the permissions of ${path}. Other users of this machine may be able to read it.`,
  ];
}

/** The rights of everybody but the owner. */
const OTHERS = 0o077;

/** Takes the rights of others from a file that is not rewritten. Throws the system's own error. */
export function tighten(path: string, stat: Stats | undefined, system: FileSystem): string[] {
  if (!stat || (stat.mode & OTHERS) === 0) return [];
  const isSet = hasModes(() => system.chmodSync(path, stat.mode & 0o700));
  return isSet ? privacyNote(path, stat, system) : openNote(path, system);
}

/** A note if others had rights before and have none now; none where modes mean nothing (Windows, FAT). Never throws. */
export function privacyNote(path: string, before: Stats, system: FileSystem): string[] {
  if ((before.mode & OTHERS) === 0) return [];
  const file = statQuietly(path, system);
  // Its mode has been set, whether it can be looked at or not.
  if (file && (file.mode & OTHERS) !== 0) return [];
  const mode = (before.mode & 0o777).toString(8);
  return [`Other users of this machine could open ${path} (mode ${mode}). Now only its owner can.`];
}

/** Undefined also if it cannot be looked at. */
function statQuietly(path: string, system: FileSystem): Stats | undefined {
  try {
    return system.statSync(path);
  } catch {
    return undefined;
  }
}
