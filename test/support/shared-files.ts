/** The two shared files from text, read as the program reads them. */
import { readSharedFiles, type ReadFiles } from '../../src/shared-files/read-shared-files.ts';

export function sharedFiles(credentials = '', config = ''): ReadFiles {
  const texts: Record<string, string> = { credentials, config };
  const readTextFile = (path: string) => Buffer.from(texts[path] ?? '').toString('latin1');
  return readSharedFiles({ credentials: 'credentials', config: 'config' }, { readTextFile });
}
