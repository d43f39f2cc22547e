/** Finds lines that some tool cannot read, or reads differently from the AWS CLI. */
import { iniFault, showableKey, type FaultKind, type IniFault } from './ini-faults.ts';
import type { IniFile, IniKey, IniSection } from './read-ini.ts';
import { plainName } from './header-names.ts';
import { looseHeaderName, sdkHeaderName, indentOf, strip, withoutSdkComment } from './lines.ts';
import { memoizeFor } from '../text/memoize.ts';

/** Most lines: `name = value` without blanks in the value, which all tools read alike. */
const USUAL_KEY = /^[a-z0-9_]+ ?= ?[^\s"#;]*$/;

/** Most headers, of which the same is true. */
const USUAL_HEADER = /^\[(profile )?[a-z0-9][\w.-]*\]$/i;

type Report = (kind: FaultKind, index: number, name?: string) => void;

/** In the order of the file. Shows names of sections and of usual keys, never a value. */
export const faultsOf = memoizeFor((file: IniFile): readonly IniFault[] => {
  const faults = file.mistakes.map(({ kind, index, name }) =>
    iniFault(kind, index, kind === 'key-twice' ? showableKey(name) : name),
  );
  const report: Report = (kind, index, name) => faults.push(iniFault(kind, index, name));
  lookAtLineEnds(file, report);
  for (const section of file.sections) {
    lookAtHeader(section, textOf(file, section.header), report);
    section.keys.forEach((key, at) => {
      lookAtKey(key, textOf(file, key.first), report);
      lookBelow(file, key, section.keys[at + 1]?.first ?? section.last + 1, report);
    });
  }
  return faults.sort((one, other) => one.line - other.line);
});

function lookAtLineEnds({ bytes, lines }: IniFile, report: Report): void {
  const place = bytes.search(/\r(?!\n)/);
  const index = place === -1 ? -1 : lines.findIndex(({ end }) => end === place);
  if (index !== -1) report('carriage-return', index);
}

function lookAtHeader({ name, header }: IniSection, text: string, report: Report): void {
  if (USUAL_HEADER.test(text) && name !== 'DEFAULT' && !(name in {})) return;
  const loose = looseHeaderName(text);
  if (name === 'DEFAULT') report('default-section', header);
  else if (sdkHeaderName(withoutSdkComment(text)) !== name || loose !== plainName(name.trim())) {
    report('header-with-tail', header, loose ?? name);
  } else if (name.trim() !== name) report('header-with-blanks', header, name);
  else if (name === '__proto__') report('name-refused', header, name);
  else if (isLostName(name)) report('name-lost', header, name);
}

/** The SDK for JavaScript loses sections of these names: two words, or a property of every JavaScript object. */
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
  // In a command, the quotes are for the shell.
  const isQuoted = value.length > 1 && value.startsWith('"') && value.endsWith('"');
  if (isQuoted && !name.endsWith('_process')) report('quoted-value', first, shown);
}

/** Indented lines below a key. All tools read the parts of a `key =` without a value alike. */
function lookBelow(file: IniFile, { first, value }: IniKey, next: number, report: Report): void {
  for (let index = first + 1; index < next; index++) {
    const text = textOf(file, index);
    const kind = file.lineKinds[index];
    if (kind === 'comment' && indentOf(text) > 0) report('indented-comment', index);
    if (kind !== 'continuation') continue;
    if (looseHeaderName(text) !== undefined) report('indented-header', index);
    else if (text.includes('=') && !value.startsWith('\n')) report('indented-key', index);
  }
}

function textOf({ lines }: IniFile, index: number): string {
  return lines[index]?.text ?? '';
}
