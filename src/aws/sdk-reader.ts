/** Reads the shared files with the AWS SDK's own loader, from disk or from memory. */
import { externalDataInterceptor, loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import type { Values } from '../shared-files/section-values.ts';
import type { SharedFileKind } from '../source.ts';

/** The loader turns every error into "no profiles", so a file that cannot be read gives `{}`. */
export async function readFileAsSdk(path: string, kind: SharedFileKind): Promise<Values> {
  const isCredentials = kind === 'credentials';
  const read = await loadSharedConfigFiles({
    filepath: isCredentials ? path : NOWHERE,
    configFilepath: isCredentials ? NOWHERE : path,
    ignoreCache: true,
  });
  return isCredentials ? read.credentialsFile : read.configFile;
}

/** @param bytes the content of a file that may not exist yet, as latin1 */
export async function readTextAsSdk(bytes: string, kind: SharedFileKind): Promise<Values> {
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  return inMemory(text, (path) => readFileAsSdk(path, kind));
}

/** Paths that no file can have, because of the null byte. */
const IN_MEMORY = '\0in-memory';
/** An empty file: the loader always reads both, and gets this one for the other. */
export const NOWHERE = '\0nowhere';

externalDataInterceptor.interceptFile(NOWHERE, '');

/** @param read gets a path under which the loader finds the text while `read` runs */
export async function inMemory<T>(text: string, read: (path: string) => Promise<T>): Promise<T> {
  externalDataInterceptor.interceptFile(IN_MEMORY, text);
  try {
    return await read(IN_MEMORY);
  } finally {
    Reflect.deleteProperty(externalDataInterceptor.getFileRecord(), IN_MEMORY);
  }
}
