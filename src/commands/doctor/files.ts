/**
 * Checks the two shared files: where they are, who else can read or write them, which lines tools cannot read, and whether
 * an access key is in them in plain text.
 */
import { ok, problem, skipped, warning, type Finding } from './finding.ts';
import { faultOf } from './profiles.ts';
import type { AwsMfaError } from '../../errors.ts';
import { describeFault, isSerious } from '../../login/file-notes.ts';
import { profileFlag, settingOf, type Profiles } from '../../profiles/profile.ts';
import type { ResolvedBase } from '../../profiles/resolve-base.ts';
import type { IniFile } from '../../shared-files/read-ini.ts';
import type { IniFault } from '../../shared-files/ini-faults.ts';
import { profileFaults } from '../../shared-files/profile-faults.ts';
import {
  abbreviateHome,
  openFiles,
  type OpenedFiles,
  type SharedFilePaths,
} from '../../shared-files/read-shared-files.ts';
import { faultsOf } from '../../shared-files/tool-differences.ts';
import type { SharedFileKind } from '../../source.ts';
import { firstStore } from '../../stores/keep-key.ts';
import { entryOf, removeCall, STORES } from '../../stores/stores.ts';
import type { FileState } from '../../system/files/read-file.ts';
import { groupBy } from '../../text/group-by.ts';
import { shellCommand } from '../../text/shell-command.ts';
import type { Context } from '../../context.ts';

/** A file that cannot be read is empty here. */
export interface ExaminedFiles extends OpenedFiles {
  /** Whether both were read. A missing file counts as read. */
  areRead: boolean;
  findings: Finding[];
}

export async function examineFiles(context: Context): Promise<ExaminedFiles> {
  const { home } = context.files;
  const unread = new Map<string, AwsMfaError>();
  const readTextFile = (path: string) => {
    try {
      return context.files.readTextFile(path);
    } catch (error) {
      unread.set(path, faultOf(error));
      return undefined;
    }
  };
  const opened = openFiles({ ...context, files: { home, readTextFile } });
  const findings: Finding[] = [];
  for (const which of ['credentials', 'config'] as const) {
    const path = opened.paths[which];
    const error = unread.get(path);
    if (error) findings.push(problem(`${which}-file`, error));
    else findings.push(...(await examineFile(which, path, opened.files[`${which}File`], context)));
  }
  return { ...opened, areRead: unread.size === 0, findings };
}

/** The state of a file. Paths in the home folder begin with `~`. */
export interface FoundFile extends FileState {
  which: SharedFileKind;
  path: string;
  hasKeys: boolean;
  /** The variable that names it, if one does. */
  namedBy: string | undefined;
}

async function examineFile(
  which: SharedFileKind,
  path: string,
  file: IniFile,
  context: Context,
): Promise<Finding[]> {
  const shown = (each: string) => abbreviateHome(each, context.files.home);
  const state = await context.files.fileState(path);
  const { target, folder } = state;
  const { credentialsFile, configFile } = context.environment;
  const found: FoundFile = {
    ...state,
    which,
    path: shown(path),
    target: target === undefined ? undefined : shown(target),
    folder: { ...folder, path: shown(folder.path) },
    hasKeys: file.sections.some(({ keys }) => keys.some(({ name }) => name === 'aws_secret_access_key')),
    namedBy:
      which === 'credentials'
        ? credentialsFile && 'AWS_SHARED_CREDENTIALS_FILE'
        : configFile && 'AWS_CONFIG_FILE',
  };
  return [
    ...fileStateFindings(found),
    ...(await obstacle(which, path, state, context)),
    ...(state.kind === 'file'
      ? fileTextFindings(which, shown(path), file)
      : [noFile(`${which}-text`, found)]),
  ];
}

/** What would stop a login from writing. A login also works without writing to the config file. */
async function obstacle(
  which: SharedFileKind,
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
    return [which === 'config' ? warning('config-file', error) : problem('credentials-file', error)];
  }
}

const WRITE_OF_OTHERS = 0o022;
const READ_OF_OTHERS = 0o044;
/** In a folder with this bit, such as /tmp, nobody can replace another user's file. */
const STICKY = 0o1000;

export function fileStateFindings(file: FoundFile): Finding[] {
  const { which, path, kind, mode = 0, folder, hasKeys } = file;
  const isUnknown = kind === 'file' && file.mode === undefined && hasKeys;
  const id = `${which}-privacy` as const;
  const open: Finding[] = [];
  const warn = (what: string, path: string, bits: number, ...fix: string[]) =>
    open.push(
      warning(id, {
        message: `Other users of this machine can ${what} ${path} (mode ${(bits & 0o777).toString(8)}).`,
        hint: shellCommand('chmod', ...fix, { path }),
      }),
    );
  const folderMode = folder.mode ?? 0;
  if (folderMode & WRITE_OF_OTHERS && !(folderMode & STICKY))
    warn('replace files in', folder.path, folderMode, 'go-w');
  // Tools run the commands in the config file, so write access to it is access to everything.
  if (kind === 'file' && mode & WRITE_OF_OTHERS) warn('write to', path, mode, '600');
  else if (kind === 'file' && hasKeys && mode & READ_OF_OTHERS) warn('read', path, mode, '600');
  if (isUnknown) open.push(skipped(id, path, 'permissions are not checked on Windows'));
  else if (open.length === 0)
    open.push(kind === 'file' ? ok(id, path, hasKeys ? 'private' : 'has no keys') : noFile(id, file));
  return [placeFinding(file), ...open];
}

function placeFinding(file: FoundFile): Finding {
  const { which, path, kind, target, namedBy } = file;
  const id = `${which}-file` as const;
  if (kind === 'file') return ok(id, path, target === undefined ? 'found' : `a link to ${target}`);
  if (kind === 'missing' && target !== undefined) {
    const hint = `Create that file, or remove the link:\n${shellCommand('rm', { path })}`;
    return warning(id, { message: `${path} is a link to ${target}, which does not exist.`, hint });
  }
  if (kind === 'missing' && namedBy !== undefined) {
    const hint = `Correct the path, or unset the variable:\n${shellCommand('unset', namedBy)}`;
    return warning(id, { message: `${namedBy} names ${path}, which does not exist.`, hint });
  }
  return noFile(id, file);
}

function noFile(id: Finding['id'], { path, kind }: FoundFile): Finding {
  return skipped(id, path, kind === 'missing' ? 'does not exist' : 'not a regular file, read as empty');
}

/** @param path as the user would write it */
export function fileTextFindings(which: SharedFileKind, path: string, file: IniFile): Finding[] {
  const id = `${which}-text` as const;
  const all = [...faultsOf(file), ...profileFaults(file, which)];
  const groups = groupBy(all, ({ kind, what }) => `${kind} ${what}`);
  const findings = [...groups.values()].flatMap((faults) => {
    const [first] = faults;
    if (!first) return [];
    const advice = { message: describeFault(first, `${path}, ${linesOf(faults)}`), hint: first.hint };
    return [(isSerious(first) || isMisread(first, file) ? problem : warning)(id, advice)];
  });
  return findings.length > 0 ? findings : [ok(id, path, 'every tool reads it the same way')];
}

const MOST_LINES = 5;

/** `line 7`, `lines 2, 3 and 4`, `lines 2, 3, 4, 5, 6 and 2 more`. */
function linesOf(faults: readonly IniFault[]): string {
  const lines = faults.map(({ line }) => String(line));
  const rest = lines.length - MOST_LINES;
  const last = rest > 0 ? `${rest} more` : lines.at(-1);
  const others = lines.slice(0, rest > 0 ? MOST_LINES : -1);
  return others.length === 0 ? `line ${last ?? ''}` : `lines ${others.join(', ')} and ${last ?? ''}`;
}

/** Whether tools lose the settings of a profile, or quotes become a part of the access key, which AWS then rejects. */
function isMisread({ kind, line }: IniFault, { lines }: IniFile): boolean {
  if (kind === 'profile-twice' || kind === 'profile-in-credentials') return true;
  return kind === 'quoted-value' && /^\s*aws_\w+\s*[=:]/i.test(lines[line - 1]?.text ?? '');
}

/**
 * Notes that the access key is in plain text, although a store can hold it, or that no tool uses one in a store.
 * @param shownPaths with `~` for the home folder
 */
export async function plainTextFindings(
  base: ResolvedBase | undefined,
  profiles: Profiles,
  shownPaths: SharedFilePaths,
  context: Context,
): Promise<Finding[]> {
  const profile = base?.keys && profiles.get(base.name);
  const source = settingOf(profile, 'aws_access_key_id')?.source;
  if (!base?.keys || !source) return [];
  const [file, path] = [source.file, shownPaths[source.file]];
  const note = (message: string, remedy: string): Finding => ({
    id: `${file}-privacy`,
    status: 'skipped',
    message,
    remedy,
  });
  const protect = shellCommand('aws-mfa', 'protect', ...profileFlag(base.name));
  const key = `The access key of [${base.name}] is in ${path} in plain text`;
  const findings: Finding[] = [];
  const entry = entryOf(settingOf(profile, 'credential_process')?.value ?? '');
  if (entry) {
    const { title } = STORES[entry.store];
    if (entry.accessKeyId === base.keys.accessKeyId)
      return [note(`${key}, and in ${title}: a move was interrupted.`, `To finish it:\n${protect}`)];
    const other = `credential_process of [${base.name}] reads another access key, …${entry.accessKeyId.slice(-4)}, from ${title}.`;
    const { program, args } = removeCall(entry);
    findings.push(
      note(
        `${other} No tool uses it, because the key in ${path} comes first.`,
        `If nobody needs it, remove that line, and the key from the store:\n${shellCommand(program, ...args)}`,
      ),
    );
  }
  const store = await firstStore(context, false);
  if (store) findings.push(note(`${key}.`, `To move it to ${STORES[store].title}:\n${protect}`));
  return findings;
}
