/** Reads the shared files with the AWS SDK's own loader, from disk or from memory. */
import { loadSharedConfigFiles, externalDataInterceptor } from '@smithy/shared-ini-file-loader';
import type { Values } from '../shared-files/section-values.ts';
import type { SharedFileKind } from '../source.ts';

/** Reads a file. The loader turns every error into "no profiles", so an unreadable file reads as `{}`. */
export async function readFileAsSdk(path: string, kind: SharedFileKind): Promise<Values> {
  const read =
    kind === 'credentials'
      ? await loadSharedConfigFiles({ filepath: path, configFilepath: NOWHERE, ignoreCache: true })
      : await loadSharedConfigFiles({ filepath: NOWHERE, configFilepath: path, ignoreCache: true });
  return kind === 'credentials' ? read.credentialsFile : read.configFile;
}

/** Reads a text that stands in no file (yet). @param bytes the file's bytes as latin1 */
export async function readTextAsSdk(bytes: string, kind: SharedFileKind): Promise<Values> {
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  return inMemory(text, (path) => readFileAsSdk(path, kind));
}

/** Paths that no file can have: the null byte ends every path. */
const IN_MEMORY = '\0in-memory';
/** A file without a word: the loader always reads both, and where one is wanted, the other is pointed here. */
export const NOWHERE = '\0nowhere';

externalDataInterceptor.interceptFile(NOWHERE, '');

/** @param read gets the path under which the text is found until it has read it */
export async function inMemory<T>(text: string, read: (path: string) => Promise<T>): Promise<T> {
  externalDataInterceptor.interceptFile(IN_MEMORY, text);
  try {
    return await read(IN_MEMORY);
  } finally {
    Reflect.deleteProperty(externalDataInterceptor.getFileRecord(), IN_MEMORY);
  }
}
