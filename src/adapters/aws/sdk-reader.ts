/** The shared files as the AWS SDK for JavaScript reads them, by its own loader. */
import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import { inMemory, NOWHERE } from './in-memory.ts';

/** Section (credentials file) or profile (config file) → key → value. */
export type SdkReading = Record<string, Record<string, string | undefined>>;

export type SharedFileKind = 'credentials' | 'config';

/** Reads a file. The loader turns every error into "no profiles", so an unreadable file reads as `{}`. */
export async function readFileAsSdk(path: string, kind: SharedFileKind): Promise<SdkReading> {
  const read =
    kind === 'credentials'
      ? await loadSharedConfigFiles({ filepath: path, configFilepath: NOWHERE, ignoreCache: true })
      : await loadSharedConfigFiles({ filepath: NOWHERE, configFilepath: path, ignoreCache: true });
  return kind === 'credentials' ? read.credentialsFile : read.configFile;
}

/** Reads a text that stands in no file (yet). @param bytes the file's bytes as latin1 */
export async function readTextAsSdk(bytes: string, kind: SharedFileKind): Promise<SdkReading> {
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  return inMemory(text, (path) => readFileAsSdk(path, kind));
}
