/** Removes keys from a section, and the section itself if nothing else is left in it. */
import type { IniFile, IniSection } from './ini-file.ts';
import { keyLines, withoutLine } from './edit-section.ts';
import { type Line, plainName, applySplices, type Splice, indentOf, strip } from './lines.ts';
import { readIni } from './read-ini.ts';

/**
 * The file without those keys of those sections, in whatever spelling. Comments and all other keys stay; a section of
 * nothing but those keys goes whole, with the blank line that set it apart.
 *
 * @param bytes the file, one character a byte (latin1), as is the result
 * @param names of keys, in lower case
 */
export function removeKeys(bytes: string, sections: readonly string[], names: readonly string[]): string {
  const file = readIni(bytes);
  const [wanted, going] = [new Set(sections), new Set(names)];
  const found = file.sections.filter(({ name }) => wanted.has(name) || wanted.has(plainName(name)));
  return applySplices(
    bytes,
    found.flatMap((section) => removals(file, section, going)),
  );
}

function removals(file: IniFile, section: IniSection, names: ReadonlySet<string>): Splice[] {
  const going = new Set(
    section.keys.filter(({ name }) => names.has(name)).flatMap((key) => keyLines(file, key)),
  );
  if (going.size === 0) return [];
  const end = bodyEnd(file, section);
  const body = file.lines.slice(section.header, end + 1);
  const isEmptied =
    !isAheadOfIndent(file, section) &&
    body.every((line, offset) => going.has(line) || isNothing(file, section, section.header + offset));
  const lines = isEmptied ? [...separator(file, section, end), ...body] : [...going];
  return lines.map(withoutLine);
}

/** The section's last line. Blank lines and unindented comments behind it belong to the next section. */
function bodyEnd({ lines, lineKinds }: IniFile, { header, last }: IniSection): number {
  let end = last;
  while (end > header && isNextSections(lineKinds[end], lines[end]?.text ?? '')) end--;
  return end;
}

function isNextSections(role: string | undefined, text: string): boolean {
  return role === 'blank' || (role === 'comment' && indentOf(text) === 0);
}

/** Whether a line is worth nothing without the keys: the bare header, a blank line. */
function isNothing({ lines, lineKinds }: IniFile, { name }: IniSection, index: number): boolean {
  return lineKinds[index] === 'blank' || strip(lines[index]?.text ?? '') === `[${name}]`;
}

/** Whether the next header is indented: without this one it would become a part of the value above. */
function isAheadOfIndent({ lines }: IniFile, { last }: IniSection): boolean {
  return indentOf(lines[last + 1]?.text ?? '') > 0;
}

/** The empty line ahead of the header, if what comes behind the section is set apart without it. */
function separator({ lines, lineKinds }: IniFile, { header }: IniSection, end: number): Line[] {
  const before = lines[header - 1];
  const isApart = end === lines.length - 1 || lineKinds[end + 1] === 'blank';
  return before && before.start === before.end && isApart ? [before] : [];
}
