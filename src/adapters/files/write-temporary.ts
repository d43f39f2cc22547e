/** Writes a new file, private from its first moment, and resolves when all of it is on the disk. */
import type { Stats } from 'node:fs';
import { AwsMfaError } from '../../errors.ts';
import type { FileSystem } from './file-system.ts';
import { giveToFolderOwner } from './folder-owner.ts';
import { withSyncedFile } from './with-open-file.ts';

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
  await withSyncedFile(system, path, 'wx', 0o600, (descriptor) => {
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
    throw new AwsMfaError('configuration', message, 'Run aws-mfa as the owner of that file.', error);
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
      'configuration',
      `${path} could not be written whole.`,
      'Check the disk, then try again.',
    );
}
