/**
 * Writes keys into sections of a credentials or config file. Only the lines of those keys change; every other byte
 * stays.
 */
import { applySplices, encode, indentOf, usualLineEnd, type Line, type Splice } from './lines.ts';
import { readIni, type IniFile, type IniKey, type IniSection } from './read-ini.ts';
import { sectionsNamed } from './section-values.ts';

export interface SectionEdit {
  /** As between the brackets: `mfa`, `profile mfa`. */
  section: string;
  /** Keys in lower case; missing ones are written in this order. */
  set: readonly (readonly [key: string, value: string])[];
  /** Other keys to remove, in lower case. */
  drop: readonly string[];
}

/**
 * The file with the sections edited: existing keys are rewritten in place, duplicates and keys to drop are removed,
 * missing keys are added after the last key that `set` names. A missing section is appended after a blank line. The same
 * edits again change nothing.
 *
 * @param bytes the file, one character a byte (latin1), as is the result; the edits are plain text
 * @param edits each of another section
 */
export function editSections(bytes: string, edits: readonly SectionEdit[]): string {
  const file = readIni(bytes);
  const splices = edits.flatMap((edit) => {
    const [section] = sectionsNamed(file, edit.section);
    return section ? sectionSplices(file, section, edit) : [];
  });
  const added = edits.filter(
    ({ section, set }) => sectionsNamed(file, section).length === 0 && set.length > 0,
  );
  const edited = applySplices(bytes, splices);
  return added.length === 0 ? edited : appendSections(readIni(edited), added);
}

function sectionSplices(file: IniFile, section: IniSection, edit: SectionEdit): Splice[] {
  const ours = section.keys.filter(({ name }) => isOurs(name, edit));
  const anchor = ours.at(-1);
  const firsts = new Map(ours.toReversed().map((key) => [key.name, key]));
  const kept = [...firsts.values()].filter(({ name }) => isSet(name, edit));
  const missing = edit.set.filter(([name]) => !kept.some((key) => key.name === name));
  return [
    ...ours.flatMap((key) => {
      const written = kept.includes(key) ? edit.set.filter(([name]) => name === key.name) : [];
      return rewriteKey(file, key, key === anchor ? [...written, ...missing] : written);
    }),
    ...(anchor ? [] : insertKeys(file, section, missing)),
  ];
}

/** Whether a key is one that the edit writes or drops. */
export function isOurs(name: string, edit: SectionEdit): boolean {
  return edit.drop.includes(name) || isSet(name, edit);
}

function isSet(name: string, { set }: SectionEdit): boolean {
  return set.some(([key]) => key === name);
}

/** Replaces a key's first line, with its indent and line end, and removes its continuation lines. */
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

/** Adds keys to a section that has none of them. They go before the line end of the line that they follow. */
function insertKeys(file: IniFile, section: IniSection, pairs: SectionEdit['set']): Splice[] {
  const { after, indent } = newKeysPlace(file, section);
  const lineEnd = file.bytes.slice(after.end, after.next) || usualLineEnd(file.bytes, file.lines);
  const text = pairs.map((pair) => lineEnd + indent + assignment(pair)).join('');
  return [{ from: after.end, to: after.end, text }];
}

function appendSections({ bytes, lines, lineKinds }: IniFile, edits: readonly SectionEdit[]): string {
  const lineEnd = usualLineEnd(bytes, lines);
  const last = lines.at(-1);
  const ending = last && last.end === last.next ? lineEnd : '';
  const blank = last && lineKinds.at(-1) !== 'blank' ? lineEnd : '';
  const texts = edits.map(({ section, set }) =>
    [`[${encode(section)}]`, ...set.map(assignment)].map((line) => line + lineEnd).join(''),
  );
  return bytes + ending + blank + texts.join(lineEnd);
}

/** The one form that every tool reads alike. */
function assignment([key, value]: readonly [key: string, value: string]): string {
  return `${encode(key)} = ${encode(value)}`;
}

/**
 * Below the header. If an indented line comes next, which tools would read as a part of our last value: after the
 * section's last key, indented like it (without any key: like the next header).
 */
function newKeysPlace(file: IniFile, section: IniSection): { after: Line; indent: string } {
  const { header, keys, last } = section;
  const lastKey = keys.at(-1);
  const isSafe = !isIndented(file, header + 1, keys[0]?.first ?? last + 1);
  const after = isSafe ? header : lastIndented(file, lastKey?.last ?? header, last);
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

/** The last indented line after a line, up to the section's last one; the line itself, if there is none. */
function lastIndented(file: IniFile, line: number, last: number): number {
  let at = last;
  while (at > line && !isIndented(file, at, at)) at--;
  return at;
}

/** The key's first line and its continuation lines; comments and blank lines in between are not its own. */
export function keyLines({ lines, lineKinds }: IniFile, { first, last }: IniKey): Line[] {
  return lines
    .slice(first, last + 1)
    .filter((_, offset) => offset === 0 || lineKinds[first + offset] === 'continuation');
}

/** The white space that a line begins with, as bytes. */
function indentBytes({ text, isUtf8 }: Line): string {
  const indent = text.slice(0, indentOf(text));
  return isUtf8 ? encode(indent) : indent;
}

export function withoutLine({ start, next }: Line): Splice {
  return { from: start, to: next, text: '' };
}
