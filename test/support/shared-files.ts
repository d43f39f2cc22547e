/** Reads the two shared files from text as the program does. */
import { CONFIG_PATH, CREDENTIALS_PATH } from './fakes.ts';
import {
  readSharedFiles,
  type ReadFiles,
  type OpenedFiles,
} from '../../src/shared-files/read-shared-files.ts';

export function sharedFiles(credentials = '', config = ''): ReadFiles {
  const texts: Record<string, string> = { credentials, config };
  const readTextFile = (path: string) => Buffer.from(texts[path] ?? '').toString('latin1');
  return readSharedFiles({ credentials: 'credentials', config: 'config' }, { readTextFile });
}

/** The same, in their usual places. */
export function openedFiles(credentials = '', config = ''): OpenedFiles {
  return {
    paths: { credentials: CREDENTIALS_PATH, config: CONFIG_PATH },
    shownPaths: { credentials: '~/.aws/credentials', config: '~/.aws/config' },
    files: sharedFiles(credentials, config),
  };
}
