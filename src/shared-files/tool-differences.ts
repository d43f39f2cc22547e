/** Finds lines that the AWS CLI accepts and other tools read differently. */
import { iniFault, showableKey, type FaultKind, type IniFault } from './ini-faults.ts';
import type { IniFile, IniKey, IniSection } from './ini-file.ts';
import { looseHeaderName, plainName, sdkHeaderName, indentOf, strip } from './lines.ts';

/** The usual key, `name = value` without blanks in the value, is read alike by all: most lines are settled by this. */
const USUAL_KEY = /^[a-z0-9_]+ ?= ?[^\s"#;]*$/;

/** Takes a fault down. Nearly every line has none, so that lists of them would be lists of nothing. */
type Report = (kind: FaultKind, index: number, name?: string) => void;

/** Not in the order of the file. Shows names of sections and of usual keys, never a value. */
function toolDifferences(file: IniFile): IniFault[] {
  const faults: IniFault[] = [];
  const report: Report = (kind, index, name) => faults.push(iniFault(kind, index, name));
  lookAtLineEnds(file, report);
  for (const section of file.sections) {
    lookAtHeader(section, textOf(file, section.header), report);
    section.keys.forEach((key, at) => {
      const next = section.keys[at + 1];
      lookAtKey(key, textOf(file, key.first), report);
      if (next) lookAtEmptyKey(file, key, next, report);
      lookBelow(file, key, next?.first ?? section.last + 1, report);
    });
  }
  return faults;
}

function lookAtLineEnds({ bytes, lines }: IniFile, report: Report): void {
  const place = bytes.search(/\r(?!\n)/);
  const index = place === -1 ? -1 : lines.findIndex(({ end }) => end === place);
  if (index !== -1) report('carriage-return', index);
}

function lookAtHeader({ name, header }: IniSection, text: string, report: Report): void {
  const loose = looseHeaderName(text);
  if (name === 'DEFAULT') report('default-section', header);
  else if (sdkHeaderName(text) !== name || loose !== plainName(name.trim())) {
    report('header-with-tail', header, loose ?? name);
  } else if (name.trim() !== name) report('header-with-blanks', header, name);
  else if (name === '__proto__') report('name-refused', header, name);
  else if (isLostName(name)) report('name-lost', header, name);
}

/** Names with which the SDK for JavaScript loses the section: two words, or what every JavaScript object has. */
function isLostName(name: string): boolean {
  if (name in {} || name === 'profile __proto__') return true;
  const [, kind, rest] = /^([\w-]+)\s(.*)$/.exec(name) ?? [];
  if (kind === undefined || rest === undefined) return false;
  const isPlain = /^(["']?)[\w@+.%:/-]+\1$/.test(rest);
  return ['profile', 'sso-session', 'services'].includes(kind) ? !isPlain : isPlain;
}

function lookAtKey({ name, value, first }: IniKey, text: string, report: Report): void {
  if (USUAL_KEY.test(text)) return;
  const delimiter = text.search(/[=:]/);
  const written = text.slice(0, delimiter);
  const shown = showableKey(name);
  if (written !== written.toLowerCase()) report('key-with-capitals', first, shown);
  if (text.charAt(delimiter) === ':') report('key-with-colon', first, shown);
  if (/\s[#;]/.test(strip(text))) report('comment-in-value', first, shown);
  // The quotes around the words of a command are the shell's.
  const isQuoted = value.length > 1 && value.startsWith('"') && value.endsWith('"');
  if (isQuoted && !name.endsWith('_process')) report('quoted-value', first, shown);
}

/** An indented `key =` takes the indented keys below it along, for the SDK for JavaScript. */
function lookAtEmptyKey(file: IniFile, { value, first }: IniKey, next: IniKey, report: Report): void {
  const isEmpty = value === '' || value.startsWith('\n');
  if (isEmpty && isIndented(textOf(file, first)) && isIndented(textOf(file, next.first)))
    report('indented-empty-key', first);
}

/** What is indented below a key. Parts of a `key =` without value of its own are read alike by all. */
function lookBelow(file: IniFile, { first, value }: IniKey, next: number, report: Report): void {
  for (let index = first + 1; index < next; index++) {
    const text = textOf(file, index);
    const kind = file.lineKinds[index];
    if (kind === 'comment' && isIndented(text)) report('indented-comment', index);
    if (kind !== 'continuation') continue;
    if (looseHeaderName(text) !== undefined) report('indented-header', index);
    else if (text.includes('=') && !value.startsWith('\n')) report('indented-key', index);
  }
}

function isIndented(text: string): boolean {
  return text !== '' && indentOf(text) > 0;
}

function textOf({ lines }: IniFile, index: number): string {
  return lines[index]?.text ?? '';
}

/** Looked for once a file: most readings are for the values alone, and a large file takes a while. */
const known = new WeakMap<IniFile, readonly IniFault[]>();

/** In the order of the file. */
export function faultsOf(file: IniFile): readonly IniFault[] {
  const faults = known.get(file) ?? look(file);
  known.set(file, faults);
  return faults;
}

function look(file: IniFile): IniFault[] {
  const mistakes = file.mistakes.map(({ kind, index, name }) =>
    iniFault(kind, index, kind === 'key-twice' ? showableKey(name) : name),
  );
  return [...mistakes, ...toolDifferences(file)].sort((one, other) => one.line - other.line);
}
