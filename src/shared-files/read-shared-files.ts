/** Finds the two shared files (the AWS CLI's variables, else `~/.aws`) and reads them as the AWS CLI does. */
import type { Environment } from '../environment.ts';
import { type IniFile, readIni } from './read-ini.ts';
import { allValues, type SharedFiles } from './section-values.ts';

export interface SharedFilePaths {
  credentials: string;
  config: string;
}

type PathVariables = Pick<Environment, 'credentialsFile' | 'configFile'>;

/** @param home without a slash at its end */
export function sharedFilePaths(environment: PathVariables, home: string): SharedFilePaths {
  return {
    credentials: expandHome(environment.credentialsFile ?? '~/.aws/credentials', home),
    config: expandHome(environment.configFile ?? '~/.aws/config', home),
  };
}

/** `~` and `~/…` become the home folder, as in the AWS CLI; `~other` is left as it is. */
function expandHome(path: string, home: string): string {
  return path === '~' || /^~[/\\]/.test(path) ? home + path.slice(1) : path;
}

/** The path with `~` for the home folder, as messages show it. */
export function abbreviateHome(path: string, home: string): string {
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

export function abbreviatePaths({ credentials, config }: SharedFilePaths, home: string): SharedFilePaths {
  return { credentials: abbreviateHome(credentials, home), config: abbreviateHome(config, home) };
}

/** Both paths, and where each came from. @param shown abbreviated */
export function filesLine(shown: SharedFilePaths, environment: PathVariables): string {
  const by = (variable: string, value: string | undefined) => (value === undefined ? 'default' : variable);
  return [
    `files: ${shown.credentials} (${by('AWS_SHARED_CREDENTIALS_FILE', environment.credentialsFile)})`,
    `${shown.config} (${by('AWS_CONFIG_FILE', environment.configFile)})`,
  ].join(', ');
}

export interface ReadFiles extends SharedFiles {
  /** Empty if there is no file. */
  credentialsFile: IniFile;
  hasCredentialsFile: boolean;
  configFile: IniFile;
}

export function readSharedFiles(
  paths: SharedFilePaths,
  { readTextFile }: { readTextFile: (path: string) => string | undefined },
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
