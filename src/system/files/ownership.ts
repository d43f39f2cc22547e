/**
 * Gives new files and folders the right owner and permissions. If root works in another user's home (`sudo -E`, a
 * container), they belong to the owner of the folder.
 */
import { constants, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import type { FileSystem } from './file-system.ts';
import { withOpenFile } from './read-file.ts';

/**
 * Makes a folder (0700), unless it is there. The folder above it must be there.
 * @returns whether it was made
 */
export function makeFolder(folder: string, system: FileSystem): boolean {
  if (system.mkdirSync(folder, { recursive: true, mode: 0o700 }) === undefined) return false;
  // Whatever the umask, its owner must be able to enter it.
  if (system.uid() !== 0) system.chmodSync(folder, 0o700);
  else {
    // The owner of the folder above could put a link in its place meanwhile.
    const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW;
    withOpenFile({ path: folder, flags }, system, (descriptor) => {
      system.fchmodSync(descriptor, 0o700);
      giveToFolderOwner(folder, descriptor, system);
    });
  }
  return true;
}

/**
 * Gives a new file or folder to the owner of the folder that it is in. File systems without owners refuse that, which
 * {@link ownerNote} tells.
 *
 * Only root can give a file away, so nobody else tries.
 */
export function giveToFolderOwner(path: string, descriptor: number, system: FileSystem): void {
  if (system.uid() !== 0) return;
  const { uid, gid } = system.statSync(dirname(path));
  if (isOwnedBy(system.fstatSync(descriptor), { uid, gid })) return;
  try {
    system.fchownSync(descriptor, uid, gid);
  } catch {
    // It is written all the same.
  }
}

/** A note if a new file could not be given to the owner of its folder. Never throws. */
export function ownerNote(path: string, system: FileSystem): string[] {
  if (system.uid() !== 0) return [];
  try {
    if (system.statSync(path).uid === system.statSync(dirname(path)).uid) return [];
  } catch {
    return [];
  }
  return [
    `${path} belongs to root, and not to the owner of its folder: the file system did not permit that.`,
  ];
}

function isOwnedBy(stat: Stats, { uid, gid }: Pick<Stats, 'uid' | 'gid'>): boolean {
  return stat.uid === uid && stat.gid === gid;
}

/** Keys are for their owner's eyes: a file that others could read ends without that, and its owner is told. */
const OTHERS = 0o077;

/** Takes every right but the owner's from a file that is not rewritten; throws the system's own error. */
export function tighten(path: string, stat: Stats | undefined, system: FileSystem): string[] {
  if (!stat || (stat.mode & OTHERS) === 0) return [];
  system.chmodSync(path, stat.mode & 0o700);
  return privacyNote(path, stat, system);
}

/** A note when others had rights that they have no more; none where modes mean nothing (Windows, FAT). Never throws. */
export function privacyNote(path: string, before: Stats, system: FileSystem): string[] {
  if ((before.mode & OTHERS) === 0 || (modeOf(path, system) & OTHERS) !== 0) return [];
  const mode = (before.mode & 0o777).toString(8);
  return [`${path} was open to other users of this machine (mode ${mode}); now only its owner can read it.`];
}

function modeOf(path: string, system: FileSystem): number {
  try {
    return system.statSync(path).mode;
  } catch {
    return 0;
  }
}
