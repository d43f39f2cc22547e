/** Both shared files, read as the AWS CLI reads them. */
import type { IniFault } from '../domain/ini/ini-faults.ts';
import { readIni } from '../domain/ini/read-ini.ts';
import { allValues } from '../domain/ini/section-values.ts';
import type { SharedFiles } from '../domain/profiles/profile.ts';
import type { SharedFilePaths } from '../domain/profiles/shared-file-paths.ts';

export interface ReadSharedFilesDeps {
  /** The bytes as latin1 text; nothing where there is no file. @throws AwsMfaError `configuration` */
  readTextFile(path: string): string | undefined;
}

export interface ReadFiles extends SharedFiles {
  /** What some tool stumbles over in the credentials file. */
  faults: readonly IniFault[];
  hasCredentialsFile: boolean;
}

export function readSharedFiles(paths: SharedFilePaths, deps: ReadSharedFilesDeps): ReadFiles {
  const text = deps.readTextFile(paths.credentials);
  const credentials = readIni(text ?? '');
  const config = readIni(deps.readTextFile(paths.config) ?? '');
  return {
    credentials: allValues(credentials),
    config: allValues(config),
    get faults() {
      return credentials.faults;
    },
    hasCredentialsFile: text !== undefined,
  };
}
