/** The shared files as the AWS SDK for JavaScript reads them, by its own loader. */
import { externalDataInterceptor, loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';

/** Section (credentials file) or profile (config file) → key → value. */
export type SdkReading = Record<string, Record<string, string | undefined>>;

export type SharedFileKind = 'credentials' | 'config';

/** Reads a file. The loader turns every error into "no profiles", so an unreadable file reads as `{}`. */
export async function readFileAsSdk(path: string, kind: SharedFileKind): Promise<SdkReading> {
  // The loader always reads both files; the other one is pointed at nothing, so that no file of the person's is read.
  const read =
    kind === 'credentials'
      ? await loadSharedConfigFiles({ filepath: path, configFilepath: NOWHERE, ignoreCache: true })
      : await loadSharedConfigFiles({ filepath: NOWHERE, configFilepath: path, ignoreCache: true });
  return kind === 'credentials' ? read.credentialsFile : read.configFile;
}

/** Reads a text that stands in no file (yet). @param bytes the file's bytes as latin1 */
export async function readTextAsSdk(bytes: string, kind: SharedFileKind): Promise<SdkReading> {
  const record = externalDataInterceptor.getFileRecord();
  externalDataInterceptor.interceptFile(IN_MEMORY, Buffer.from(bytes, 'latin1').toString('utf8'));
  try {
    return await readFileAsSdk(IN_MEMORY, kind);
  } finally {
    Reflect.deleteProperty(record, IN_MEMORY);
  }
}

/** Paths that no file can have: the null byte ends every path. */
const NOWHERE = '\0nowhere';
const IN_MEMORY = '\0in-memory';

externalDataInterceptor.interceptFile(NOWHERE, '');
