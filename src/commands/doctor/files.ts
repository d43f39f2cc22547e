/** Checks both shared files as far as they can be read. */
import { faultOf, type NamedFiles } from './profiles.ts';
import {
  fileStateFindings,
  NO_FILE,
  type FileKind,
  type FoundFile,
  fileTextFindings,
} from './file-findings.ts';
import { notChecked, skipped, problem, warning, type Finding } from './finding.ts';
import type { IniFile } from '../../shared-files/ini-file.ts';
import {
  abbreviateHome,
  abbreviatePaths,
  sharedFilePaths,
  type SharedFilePaths,
  readSharedFiles,
  type ReadFiles,
} from '../../shared-files/read-shared-files.ts';
import type { Context } from '../../context.ts';
import type { FileState } from '../../system/files/file-state.ts';

export interface ExaminedFiles {
  /** One that cannot be read is empty here. */
  files: ReadFiles;
  named: NamedFiles;
  /** Where they are, as the person would write it. */
  shownPaths: SharedFilePaths;
  /** Whether what is in them can be relied on. */
  areRead: boolean;
  findings: Finding[];
}

export async function examineFiles(context: Context): Promise<ExaminedFiles> {
  const paths = sharedFilePaths(context.environment, context.files.home);
  const unread = new Map<string, Finding[]>();
  const readTextFile = (path: string) => {
    try {
      return context.files.readTextFile(path);
    } catch (error) {
      const which = path === paths.credentials ? 'credentials' : 'config';
      unread.set(path, unreadable(which, error));
      return undefined;
    }
  };
  const files = readSharedFiles(paths, { readTextFile });
  const look = async (which: FileKind, file: IniFile) =>
    unread.get(paths[which]) ?? examineFile(which, paths[which], file, context);
  const shownPaths = abbreviatePaths(paths, context.files.home);
  return {
    files,
    shownPaths,
    named: {
      credentials: { path: shownPaths.credentials, file: files.credentialsFile },
      config: { path: shownPaths.config, file: files.configFile },
    },
    areRead: unread.size === 0,
    findings: [
      ...(await look('credentials', files.credentialsFile)),
      ...(await look('config', files.configFile)),
    ],
  };
}

function unreadable(which: FileKind, error: unknown): Finding[] {
  return [
    problem(`${which}-file`, faultOf(error)),
    ...notChecked(`the ${which} file cannot be read`, `${which}-text`, `${which}-privacy`),
  ];
}

async function examineFile(
  which: FileKind,
  path: string,
  file: IniFile,
  context: Context,
): Promise<Finding[]> {
  const shown = (each: string) => abbreviateHome(each, context.files.home);
  const state = await context.files.fileState(path);
  const { target, folder } = state;
  const { credentialsFile, configFile } = context.environment;
  const namedBy = which === 'credentials' ? credentialsFile && CREDENTIALS : configFile && CONFIG;
  const found: FoundFile = {
    ...state,
    which,
    path: shown(path),
    target: target === undefined ? undefined : shown(target),
    folder: { ...folder, path: shown(folder.path) },
    hasKeys: file.sections.some(({ keys }) => keys.some(({ name }) => name === 'aws_secret_access_key')),
    namedBy,
  };
  const text =
    state.kind === 'file'
      ? fileTextFindings(which, shown(path), file)
      : [skipped(`${which}-text`, shown(path), NO_FILE[state.kind])];
  return [...fileStateFindings(found), ...(await obstacle(which, path, state, context)), ...text];
}

const CREDENTIALS = 'AWS_SHARED_CREDENTIALS_FILE';
const CONFIG = 'AWS_CONFIG_FILE';

/** What would stop a login from writing. To the config file it writes little, and can do without. */
async function obstacle(
  which: FileKind,
  path: string,
  { kind }: FileState,
  context: Context,
): Promise<Finding[]> {
  if (which === 'config' && kind === 'other') return [];
  try {
    await context.files.probeWrite(path);
    return [];
  } catch (failure) {
    const error = faultOf(failure);
    return which === 'config'
      ? [warning('config-file', error.message, error.hint)]
      : [problem('credentials-file', error)];
  }
}
