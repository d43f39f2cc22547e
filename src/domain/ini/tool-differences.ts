/** Where tools read a file that the AWS CLI accepts otherwise than the AWS CLI does: a fault for each such line. */
import { iniFault, showableKey, type IniFault } from './ini-faults.ts';
import type { IniFile, IniKey, IniSection } from './ini-file.ts';
import { looseHeaderName, plainName, sdkHeaderName } from './section-name.ts';
import { indentOf, strip } from './white-space.ts';

/** The usual key, `name = value` without blanks in the value, is read alike by all: most lines are settled by this. */
const USUAL_KEY = /^[a-z0-9_]+ ?= ?[^\s"#;]*$/;

/** Not in the order of the file. Shows names of sections and of usual keys, never a value. */
export function toolDifferences(file: Omit<IniFile, 'faults'>): IniFault[] {
  return [
    ...carriageReturn(file),
    ...file.sections.flatMap((section) => [
      ...inHeader(section, textOf(file, section.header)),
      ...section.keys.flatMap((key) => inKey(key, textOf(file, key.first))),
      ...emptyIndentedKeys(file, section),
      ...belowKeys(file, section),
    ]),
  ];
}

function carriageReturn({ bytes, lines }: Pick<IniFile, 'bytes' | 'lines'>): IniFault[] {
  const index = lines.findIndex(({ end, next }) => next === end + 1 && bytes.charAt(end) === '\r');
  return index === -1 ? [] : [iniFault('carriage-return', index)];
}

function inHeader({ name, header }: IniSection, text: string): IniFault[] {
  if (name === 'DEFAULT') return [iniFault('default-section', header)];
  const loose = looseHeaderName(text);
  if (sdkHeaderName(text) !== name || loose !== plainName(name.trim())) {
    return [iniFault('header-with-tail', header, loose ?? name)];
  }
  if (name.trim() !== name) return [iniFault('header-with-blanks', header, name)];
  if (name === '__proto__') return [iniFault('name-refused', header, name)];
  return isLostName(name) ? [iniFault('name-lost', header, name)] : [];
}

/** Names with which the SDK for JavaScript loses the section: two words, or what every JavaScript object has. */
function isLostName(name: string): boolean {
  if (name in {} || name === 'profile __proto__') return true;
  const [, kind, rest] = /^([\w-]+)\s(.*)$/.exec(name) ?? [];
  if (kind === undefined || rest === undefined) return false;
  const isPlain = /^(["']?)[\w@+.%:/-]+\1$/.test(rest);
  return ['profile', 'sso-session', 'services'].includes(kind) ? !isPlain : isPlain;
}

function inKey({ name, value, first }: IniKey, text: string): IniFault[] {
  if (USUAL_KEY.test(text)) return [];
  const delimiter = text.search(/[=:]/);
  const shown = showableKey(name);
  const faults: IniFault[] = [];
  if (text.slice(0, delimiter) !== text.slice(0, delimiter).toLowerCase()) {
    faults.push(iniFault('key-with-capitals', first, shown));
  }
  if (text.charAt(delimiter) === ':') faults.push(iniFault('key-with-colon', first, shown));
  if (/\s[#;]/.test(strip(text))) faults.push(iniFault('comment-in-value', first, shown));
  if (value.length > 1 && value.startsWith('"') && value.endsWith('"')) {
    faults.push(iniFault('quoted-value', first, shown));
  }
  return faults;
}

/** An indented `key =` takes the indented keys below it along, for the SDK for JavaScript. */
function emptyIndentedKeys(file: Pick<IniFile, 'lines'>, { keys }: IniSection): IniFault[] {
  return keys
    .filter(({ value, first }, at) => {
      if (value !== '' && !value.startsWith('\n')) return false;
      const next = keys[at + 1];
      return next && isIndented(textOf(file, first)) && isIndented(textOf(file, next.first));
    })
    .map(({ first }) => iniFault('indented-empty-key', first));
}

/** What is indented below a key. Parts of a `key =` without value of its own are read alike by all. */
function belowKeys(file: Omit<IniFile, 'faults'>, { keys, last }: IniSection): IniFault[] {
  return keys.flatMap((key, at) => {
    const next = keys[at + 1]?.first ?? last + 1;
    if (next === key.first + 1) return [];
    return indexesBetween(key.first, next).flatMap((index) => {
      const text = textOf(file, index);
      if (file.roles[index] === 'comment')
        return isIndented(text) ? [iniFault('indented-comment', index)] : [];
      if (file.roles[index] !== 'continuation') return [];
      if (looseHeaderName(text) !== undefined) return [iniFault('indented-header', index)];
      return text.includes('=') && !key.value.startsWith('\n') ? [iniFault('indented-key', index)] : [];
    });
  });
}

function indexesBetween(first: number, next: number): number[] {
  return Array.from({ length: next - first - 1 }, (_, offset) => first + 1 + offset);
}

function isIndented(text: string): boolean {
  return text !== '' && indentOf(text) > 0;
}

function textOf(file: Pick<IniFile, 'lines'>, index: number): string {
  return file.lines[index]?.text ?? '';
}
