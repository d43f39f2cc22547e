/** Finds the two shared files (the AWS CLI's variables, else `~/.aws`) and reads them as the AWS CLI does. */
import { AwsMfaError } from '../errors.ts';
import type { Context, Files } from '../context.ts';
import type { Environment } from '../environment.ts';
import { type IniFile, readIni } from './read-ini.ts';
import { allValues, type SharedFiles } from './section-values.ts';

export interface SharedFilePaths {
  credentials: string;
  config: string;
}

type PathVariables = Pick<Environment, 'credentialsFile' | 'configFile'>;

/**
 * @param home without a slash at its end; undefined if there is none
 * @param isOptional whether a run can do without the files of a user who has no home folder
 * @throws AwsMfaError `no_home_folder` if a file is looked for in it
 */
export function sharedFilePaths(
  environment: PathVariables,
  home: string | undefined,
  isOptional = false,
): SharedFilePaths {
  const at = (named: string | undefined, usual: string) =>
    named === undefined && home === undefined && isOptional ? NO_FILE : expandHome(named ?? usual, home);
  return {
    credentials: at(environment.credentialsFile, '~/.aws/credentials'),
    config: at(environment.configFile, '~/.aws/config'),
  };
}

/** No file has this path. */
const NO_FILE = '';

/** `~` and `~/…` become the home folder, as in the AWS CLI; `~other` is left as it is. */
export function expandHome(path: string, home: string | undefined): string {
  if (path !== '~' && !/^~[/\\]/.test(path)) return path;
  if (home !== undefined) {
    const rest = path.slice(1);
    return home + (isWindowsPath(home) ? rest.replaceAll('/', '\\') : rest);
  }
  throw new AwsMfaError(
    'no_home_folder',
    'This user has no home folder.',
    "Set HOME to the user's home folder, or set AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE.",
  );
}

/** `C:\Users\alice`, `\\server\share`. */
function isWindowsPath(path: string): boolean {
  return /^([a-z]:|\\)\\/i.test(path);
}

/** The path with `~` for the home folder, as messages show it; not on Windows, where cmd.exe does not know it. */
export function abbreviateHome(path: string, home: string | undefined): string {
  return home !== undefined && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}

/** Both paths, and where each came from. @param shown abbreviated */
function filesLine(shown: SharedFilePaths, environment: PathVariables): string {
  const by = (variable: string, value: string | undefined) => (value === undefined ? 'default' : variable);
  return [
    `files: ${shown.credentials} (${by('AWS_SHARED_CREDENTIALS_FILE', environment.credentialsFile)})`,
    `${shown.config} (${by('AWS_CONFIG_FILE', environment.configFile)})`,
  ].join(', ');
}

/** The credentials file and the config file. */
export interface OpenedFiles {
  paths: SharedFilePaths;
  /** With `~` for the home folder. */
  shownPaths: SharedFilePaths;
  files: ReadFiles;
}

/** What opening the two files needs. */
type Opener = Pick<Context, 'environment' | 'output'> & { files: Pick<Files, 'home' | 'readTextFile'> };

/**
 * With `--debug`, first says where the files are.
 * @param isOptional as for {@link sharedFilePaths}
 * @throws AwsMfaError `configuration` if a file cannot be read
 */
export function openFiles({ environment, files, output }: Opener, isOptional = false): OpenedFiles {
  const paths = sharedFilePaths(environment, files.home, isOptional);
  const shown = (path: string) => abbreviateHome(path, files.home);
  const shownPaths = { credentials: shown(paths.credentials), config: shown(paths.config) };
  output.say('debug', filesLine(shownPaths, environment));
  return { paths, shownPaths, files: readSharedFiles(paths, files) };
}

export interface ReadFiles extends SharedFiles {
  /** Empty if there is no file. */
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
