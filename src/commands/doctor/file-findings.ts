/** Findings about a file: its place, its permissions, and lines that some tool reads differently. */
import { shellCommand } from '../../text/shell-command.ts';
import { ok, skipped, warning, type Finding, problem } from './finding.ts';
import { faultsOf } from '../../shared-files/tool-differences.ts';
import type { IniFile } from '../../shared-files/ini-file.ts';
import type { IniFault } from '../../shared-files/ini-faults.ts';
import type { FileState } from '../../system/files/file-state.ts';
import { describeFault, isSerious } from '../../login/file-notes.ts';

export type FileKind = 'credentials' | 'config';

/** A file as it was found. Paths are as the person would write them. */
export interface FoundFile extends FileState {
  which: FileKind;
  path: string;
  /** Whether an access key stands in it. */
  hasKeys: boolean;
  /** The variable that names it, where one does. */
  namedBy: string | undefined;
}

/** What every check of a file says where there is none. */
export const NO_FILE = { missing: 'not there', other: 'no file, and read as an empty one' } as const;

export function fileStateFindings(file: FoundFile): Finding[] {
  return [...placeFindings(file), ...privacyFindings(file)];
}

function placeFindings({ which, path, kind, target, namedBy }: FoundFile): Finding[] {
  const id = `${which}-file` as const;
  if (kind === 'other') return [skipped(id, path, NO_FILE[kind])];
  if (kind === 'file') return [ok(id, path, target === undefined ? 'in place' : `a link to ${target}`)];
  if (target !== undefined) {
    const remedy = `Make that file, or remove the link: ${shellCommand('rm', { path })}`;
    return [warning(id, `${path} is a link to ${target}, which is not there.`, remedy)];
  }
  if (namedBy === undefined) return [skipped(id, path, NO_FILE[kind])];
  return [
    warning(
      id,
      `${namedBy} names ${path}, which is not there.`,
      `Check the path, or: ${shellCommand('unset', namedBy)}`,
    ),
  ];
}

const WRITE_OF_OTHERS = 0o022;
const READ_OF_OTHERS = 0o044;
/** In such a folder (`/tmp`) nobody can replace another user's file. */
const STICKY = 0o1000;

function privacyFindings(file: FoundFile): Finding[] {
  const { which, path, kind, mode, folder, hasKeys } = file;
  const id = `${which}-privacy` as const;
  const findings: Finding[] = [];
  const isPublic = has(folder.mode, WRITE_OF_OTHERS) && !has(folder.mode, STICKY);
  if (isPublic) {
    const what = `Other users of this machine can replace what is in ${folder.path} (mode ${octal(folder.mode)}).`;
    findings.push(warning(id, what, shellCommand('chmod', 'go-w', { path: folder.path })));
  }
  if (kind !== 'file') return findings.length > 0 ? findings : [skipped(id, path, NO_FILE[kind])];
  // A command in the config file is run by every tool, so that whoever may write there may do anything.
  const remedy = shellCommand('chmod', '600', { path });
  if (has(mode, WRITE_OF_OTHERS))
    findings.push(
      warning(id, `Other users of this machine can write to ${path} (mode ${octal(mode)}).`, remedy),
    );
  else if (hasKeys && has(mode, READ_OF_OTHERS))
    findings.push(warning(id, `Other users of this machine can read ${path} (mode ${octal(mode)}).`, remedy));
  return findings.length > 0 ? findings : [ok(id, path, hasKeys ? 'private' : 'without keys')];
}

function has(mode: number | undefined, bits: number): boolean {
  return mode !== undefined && (mode & bits) !== 0;
}

function octal(mode = 0): string {
  return (mode & 0o777).toString(8);
}

/** @param path as the person would write it */
export function fileTextFindings(which: FileKind, path: string, file: IniFile): Finding[] {
  const id = `${which}-text` as const;
  const headers = which === 'config' ? nakedHeaders(file) : [];
  const findings = alike([...faultsOf(file), ...headers]).map((faults) => {
    const [first] = faults;
    const message = describeFault(first, `${path}, ${linesOf(faults)}`);
    return isSerious(first) || isWrongKey(first, file)
      ? problem(id, { message, hint: first.mend })
      : warning(id, message, first.mend);
  });
  return findings.length > 0 ? findings : [ok(id, path, 'read alike by every tool')];
}

type Fault = Pick<IniFault, 'line' | 'what' | 'tools' | 'mend' | 'stopsAwsCli'> & { kind: string };
type Faults = [Fault, ...Fault[]];

/** The same fault on many lines is one finding. */
function alike(faults: readonly Fault[]): Faults[] {
  const groups = new Map<string, Faults>();
  for (const fault of faults) {
    const key = `${fault.kind} ${fault.what}`;
    const group = groups.get(key);
    if (group) group.push(fault);
    else groups.set(key, [fault]);
  }
  return [...groups.values()];
}

/** As many lines as are named. */
const MOST_LINES = 5;

function linesOf(faults: Faults): string {
  const lines = faults.map(({ line }) => String(line));
  const [only] = lines;
  if (lines.length === 1) return `line ${only ?? ''}`;
  const rest = lines.length - MOST_LINES;
  return rest > 0
    ? `lines ${lines.slice(0, MOST_LINES).join(', ')} and ${rest} more`
    : `lines ${lines.slice(0, -1).join(', ')} and ${lines.at(-1) ?? ''}`;
}

/** Quotes are a part of a key, then, and AWS knows no such key. */
function isWrongKey({ kind, line }: Fault, { lines }: IniFile): boolean {
  return kind === 'quoted-value' && /^\s*aws_\w+\s*[=:]/i.test(lines[line - 1]?.text ?? '');
}

/** `[work]` in the config file, where a profile is `[profile work]`. */
function nakedHeaders({ sections }: IniFile): Fault[] {
  return sections
    .filter(({ name }) => /^[^\s"']+$/.test(name) && !NO_PROFILES.includes(name))
    .map(({ name, header }) => ({
      kind: 'naked-header',
      line: header + 1,
      what: `[${name}] without the word "profile"`,
      tools: 'no tool takes it for a profile in this file',
      mend: `Write [profile ${name}].`,
      stopsAwsCli: false,
    }));
}

/** What the AWS CLI knows by one word. */
const NO_PROFILES: readonly string[] = ['default', 'DEFAULT', 'plugins', 'preview'];
