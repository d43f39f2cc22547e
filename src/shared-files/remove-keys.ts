/** Removes keys from a section, and the section itself if nothing else is left in it. */
import { keyLines, withoutLine } from './edit-section.ts';
import { plainName } from './header-names.ts';
import { type Line, applySplices, type Splice, indentOf, strip } from './lines.ts';
import { readIni, type IniFile, type IniSection } from './read-ini.ts';

/**
 * The file without those keys. Comments and all other keys stay; a section with nothing else is removed, with the blank
 * line that separated it.
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

/** The section's last line: the blank lines and unindented comments after it belong to the next section. */
function bodyEnd({ lines, lineKinds }: IniFile, { header, last }: IniSection): number {
  const isNextSections = (at: number) =>
    lineKinds[at] === 'blank' || (lineKinds[at] === 'comment' && indentOf(lines[at]?.text ?? '') === 0);
  let end = last;
  while (end > header && isNextSections(end)) end--;
  return end;
}

/** Whether a line is of no use without the keys: the bare header, a blank line. */
function isNothing({ lines, lineKinds }: IniFile, { name }: IniSection, index: number): boolean {
  return lineKinds[index] === 'blank' || strip(lines[index]?.text ?? '') === `[${name}]`;
}

/** Whether the next header is indented: without this one it would become a part of the value above. */
function isAheadOfIndent({ lines }: IniFile, { last }: IniSection): boolean {
  return indentOf(lines[last + 1]?.text ?? '') > 0;
}

/** The empty line before the header, if what follows the section is separated without it. */
function separator({ lines, lineKinds }: IniFile, { header }: IniSection, end: number): Line[] {
  const before = lines[header - 1];
  const isApart = end === lines.length - 1 || lineKinds[end + 1] === 'blank';
  return before && before.start === before.end && isApart ? [before] : [];
}
