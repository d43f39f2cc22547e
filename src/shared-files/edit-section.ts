/**
 * Writes keys into one section of a credentials or config file. Only the lines of those keys change; every other byte
 * stays.
 */
import type { IniFile, IniKey, IniSection } from './ini-file.ts';
import { usualLineEnd, applySplices, type Splice, type Line, encode, indentOf } from './lines.ts';
import { readIni } from './read-ini.ts';
import { sectionsNamed } from './section-values.ts';

export interface SectionEdit {
  /** As between the brackets: `mfa`, `profile mfa`. */
  section: string;
  /** What the section is to hold, in the order in which keys that are missing are written. Keys in lower case. */
  set: readonly (readonly [key: string, value: string])[];
  /** Other keys that are to go, in lower case. */
  drop: readonly string[];
}

/**
 * The file with the section edited: a key that stands there is rewritten where it stands, any other spelling of it
 * and the keys to drop go, missing keys follow the last of ours. A section that is missing is appended after a blank
 * line. The same edit again changes nothing.
 *
 * @param bytes the file, one character a byte (latin1), as is the result; the edit is plain text
 */
export function editSection(bytes: string, edit: SectionEdit): string {
  const file = readIni(bytes);
  const [section] = sectionsNamed(file, edit.section);
  if (!section) return appendSection(file, edit);
  const ours = section.keys.filter(({ name }) => isOurs(name, edit));
  const anchor = ours.at(-1);
  const firsts = new Map(ours.toReversed().map((key) => [key.name, key]));
  const kept = [...firsts.values()].filter((key) => isSet(key, edit));
  const missing = edit.set.filter(([name]) => !kept.some((key) => key.name === name));
  return applySplices(bytes, [
    ...ours.flatMap((key) => {
      const written = kept.includes(key) ? edit.set.filter(([name]) => name === key.name) : [];
      return rewriteKey(file, key, key === anchor ? [...written, ...missing] : written);
    }),
    ...(anchor ? [] : insertKeys(file, section, missing)),
  ]);
}

/** Whether a key is one that the edit writes or drops. */
export function isOurs(name: string, edit: SectionEdit): boolean {
  return edit.drop.includes(name) || edit.set.some(([key]) => key === name);
}

function isSet({ name }: IniKey, { set }: SectionEdit): boolean {
  return set.some(([key]) => key === name);
}

/** Other lines in place of a key's first one, with its indent and line end; its continuation lines go. */
function rewriteKey(file: IniFile, key: IniKey, pairs: SectionEdit['set']): Splice[] {
  const [first, ...continuation] = keyLines(file, key);
  if (!first) return [];
  const removed = continuation.map(withoutLine);
  if (pairs.length === 0) return [withoutLine(first), ...removed];
  const indent = indentBytes(first);
  const lineEnd = file.bytes.slice(first.end, first.next) || usualLineEnd(file.bytes, file.lines);
  const text = pairs.map((pair) => indent + assignment(pair)).join(lineEnd);
  return [{ from: first.start, to: first.end, text }, ...removed];
}

/** Keys for a section that has none of ours. They come ahead of the line end of the line they follow, if it has any. */
function insertKeys(file: IniFile, section: IniSection, pairs: SectionEdit['set']): Splice[] {
  const { after, indent } = newKeysPlace(file, section);
  const lineEnd = file.bytes.slice(after.end, after.next) || usualLineEnd(file.bytes, file.lines);
  const text = pairs.map((pair) => lineEnd + indent + assignment(pair)).join('');
  return [{ from: after.end, to: after.end, text }];
}

function appendSection({ bytes, lines, lineKinds }: IniFile, { section, set }: SectionEdit): string {
  if (set.length === 0) return bytes;
  const lineEnd = usualLineEnd(bytes, lines);
  const last = lines.at(-1);
  const ending = last && last.end === last.next ? lineEnd : '';
  const blank = last && lineKinds.at(-1) !== 'blank' ? lineEnd : '';
  const text = [`[${encode(section)}]`, ...set.map(assignment)].map((line) => line + lineEnd).join('');
  return bytes + ending + blank + text;
}

/** The one form that every tool reads alike. */
function assignment([key, value]: readonly [key: string, value: string]): string {
  return `${encode(key)} = ${encode(value)}`;
}

/** Where the first keys of ours go in a section that has none of them. */
export interface Place {
  /** The line that they follow. */
  after: Line;
  /** What they begin with, as bytes. */
  indent: string;
}

/**
 * Right below the header; but where an indented line comes next, which tools would read as a part of our last value,
 * behind the section's last key and indented like it (without any key: like the next header).
 */
function newKeysPlace(file: IniFile, section: IniSection): Place {
  const { header, keys, last } = section;
  const lastKey = keys.at(-1);
  const isSafe = !isIndented(file, header + 1, keys[0]?.first ?? last + 1);
  const behind = lastKey ? afterIndented(file, lastKey.last, last) : lastIndented(file, header, last);
  const after = isSafe ? header : behind;
  const model = file.lines[lastKey?.first ?? last + 1];
  return { after: lineAt(file, after), indent: isSafe || !model ? '' : indentBytes(model) };
}

function lineAt({ lines }: IniFile, index: number): Line {
  const line = lines[index];
  if (!line) throw new RangeError(`no line ${index}`);
  return line;
}

/** Whether any of these lines is indented; a blank one is not. */
function isIndented({ lines, lineKinds }: IniFile, from: number, to: number): boolean {
  return lines
    .slice(from, to + 1)
    .some(({ text }, offset) => lineKinds[from + offset] !== 'blank' && indentOf(text) > 0);
}

/** The last of the indented lines right behind a line. */
function afterIndented(file: IniFile, at: number, last: number): number {
  let after = at;
  while (after < last && isIndented(file, after + 1, after + 1)) after++;
  return after;
}

/** The last indented line of a section that has no key; its header, if there is none. */
function lastIndented(file: IniFile, header: number, last: number): number {
  let at = last;
  while (at > header && !isIndented(file, at, at)) at--;
  return at;
}

/** The key's first line and its continuation lines; comments and blank lines in between are not its own. */
export function keyLines({ lines, lineKinds }: IniFile, { first, last }: IniKey): Line[] {
  return lines
    .slice(first, last + 1)
    .filter((_, offset) => offset === 0 || lineKinds[first + offset] === 'continuation');
}

/** The white space ahead of a line, as bytes. */
function indentBytes({ text, isUtf8 }: Line): string {
  const indent = text.slice(0, indentOf(text));
  return isUtf8 ? encode(indent) : indent;
}

/** Takes a line out, with its line end. */
export function withoutLine({ start, next }: Line): Splice {
  return { from: start, to: next, text: '' };
}
