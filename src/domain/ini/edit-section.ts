/**
 * Writes keys into one section of a credentials or config file. The file is edited, never printed anew: only the
 * lines of those keys in that section change, every other byte stays.
 */
import type { IniFile, IniKey, IniSection } from './ini-file.ts';
import { indentBytes, keyLines, withoutLine } from './key-lines.ts';
import { usualLineEnd } from './lines.ts';
import { newKeysPlace } from './new-keys-place.ts';
import { readIni } from './read-ini.ts';
import { sectionsNamed } from './section-values.ts';
import { applySplices, type Splice } from './splice.ts';
import { encode } from './utf8.ts';

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

function appendSection({ bytes, lines, roles }: IniFile, { section, set }: SectionEdit): string {
  if (set.length === 0) return bytes;
  const lineEnd = usualLineEnd(bytes, lines);
  const last = lines.at(-1);
  const ending = last && last.end === last.next ? lineEnd : '';
  const blank = last && roles.at(-1) !== 'blank' ? lineEnd : '';
  const text = [`[${encode(section)}]`, ...set.map(assignment)].map((line) => line + lineEnd).join('');
  return bytes + ending + blank + text;
}

/** The one form that every tool reads alike. */
function assignment([key, value]: readonly [key: string, value: string]): string {
  return `${encode(key)} = ${encode(value)}`;
}
