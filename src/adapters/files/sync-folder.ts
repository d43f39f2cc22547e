/** Makes a rename last: until the folder is on the disk too, a power cut may bring the old file back. */
import type { FileSystem } from './file-system.ts';
import { hasCode } from './file-trouble.ts';
import { withSyncedFile } from './with-open-file.ts';

/** @returns a note when the disk would not say that it is done; nothing is undone for it */
export async function syncFolder(folder: string, system: FileSystem): Promise<string[]> {
  try {
    await withSyncedFile(system, folder, 'r', 0);
    return [];
  } catch (error) {
    // Windows, some network file systems and folders not to be listed do not offer it at all.
    if (hasCode(error, 'EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM', 'EACCES')) return [];
    return [`${folder} could not be synced to the disk; after a power cut the old file may be back.`];
  }
}
