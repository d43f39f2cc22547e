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

/** What the files hold, and what some tool stumbles over in the credentials file. */
export type ReadFiles = SharedFiles & { faults: readonly IniFault[] };

export function readSharedFiles(paths: SharedFilePaths, deps: ReadSharedFilesDeps): ReadFiles {
  const read = (path: string) => readIni(deps.readTextFile(path) ?? '');
  const credentials = read(paths.credentials);
  return {
    credentials: allValues(credentials),
    config: allValues(read(paths.config)),
    faults: credentials.faults,
  };
}
