/** Reads both shared files as the AWS CLI does. */
import type { IniFile } from './ini-file.ts';
import { readIni } from './read-ini.ts';
import { allValues, type SharedFiles } from './section-values.ts';
import type { SharedFilePaths } from './paths.ts';
import type { Files } from '../context.ts';

export interface ReadFiles extends SharedFiles {
  /** The credentials file as it was read; an empty one where there is none. */
  credentialsFile: IniFile;
  hasCredentialsFile: boolean;
  configFile: IniFile;
}

export function readSharedFiles(
  paths: SharedFilePaths,
  { readTextFile }: Pick<Files, 'readTextFile'>,
): ReadFiles {
  const text = readTextFile(paths.credentials);
  const credentials = readIni(text ?? '');
  const config = readIni(readTextFile(paths.config) ?? '');
  return {
    credentials: allValues(credentials),
    config: allValues(config),
    credentialsFile: credentials,
    hasCredentialsFile: text !== undefined,
    configFile: config,
  };
}
