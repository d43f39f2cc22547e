/** The two shared files from text, read as the program reads them. */
import { readSharedFiles } from '../../src/commands/files/read-shared-files.ts';
import type { SharedFiles } from '../../src/domain/profiles/profile.ts';

export function sharedFiles(credentials = '', config = ''): SharedFiles {
  const texts: Record<string, string> = { credentials, config };
  const readTextFile = (path: string) => Buffer.from(texts[path] ?? '').toString('latin1');
  return readSharedFiles({ credentials: 'credentials', config: 'config' }, { readTextFile });
}
