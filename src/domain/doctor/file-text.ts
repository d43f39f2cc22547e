/** What some tool stumbles over in the text of a file, with the lines. */
import { faultsOf } from '../ini/faults-of.ts';
import type { IniFile } from '../ini/ini-file.ts';
import type { IniFault } from '../ini/ini-faults.ts';
import { describeFault, isSerious } from '../report/file-notes.ts';
import type { FileKind } from './file-state.ts';
import { ok, trouble, warning, type Finding } from './finding.ts';

/** @param path as the person would write it */
export function fileTextFindings(which: FileKind, path: string, file: IniFile): Finding[] {
  const id = `${which}-text` as const;
  const headers = which === 'config' ? nakedHeaders(file) : [];
  const findings = alike([...faultsOf(file), ...headers]).map((faults) => {
    const [first] = faults;
    const message = describeFault(first, `${path}, ${linesOf(faults)}`);
    return isSerious(first) || isWrongKey(first, file)
      ? trouble(id, { message, remedy: first.mend })
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
