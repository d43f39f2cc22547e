/** Finds, before anything is written, why a section cannot be edited so that every tool reads the result alike. */
import { editSection, type SectionEdit } from './edit-section.ts';
import { faultsOf } from './tool-differences.ts';
import type { IniFile } from './ini-file.ts';
import { iniFault, type FaultKind, type IniFault } from './ini-faults.ts';
import { readAsSdk, changedBeyond } from './read-back.ts';
import { readIni } from './read-ini.ts';
import { looseHeaderName, plainName } from './lines.ts';
import { ownValues, sectionsNamed } from './section-values.ts';

/** Why a section cannot be edited. */
export interface Obstacle extends IniFault {
  section: string;
}

/**
 * What stands in the way of edits, with its line and how to mend it, or nothing. They are tried out: in the readings of
 * the AWS CLI and of the SDK for JavaScript, each section must come out as wanted and all others as they were. What
 * some tool cannot read elsewhere in the file is no obstacle.
 *
 * @param bytes the file, one character a byte (latin1)
 * @param edits each of another section
 * @param after the file edited, where that is done otherwise than by {@link editSection}
 */
export function editObstacle(
  bytes: string,
  edits: readonly SectionEdit[],
  after: string = edits.reduce(editSection, bytes),
): Obstacle | undefined {
  const file = readIni(bytes);
  const strange = strangeHeader(file, edits) ?? inheritedKey(file, edits);
  if (strange) return strange;
  const [partBefore, partAfter] = editedPart(bytes, after, spanOf(file, edits));
  const changed =
    changedBeyond(ownValues(readIni(partBefore)), ownValues(readIni(partAfter)), edits) ??
    changedBeyond(readAsSdk(partBefore), readAsSdk(partAfter), edits);
  if (changed === undefined) return undefined;
  const edit = edits.find(({ section }) => section === changed) ?? edits[0];
  return edit && likelyCause(file, edit.section);
}

/** From the first of the sections to the last. */
function spanOf({ sections, lines }: IniFile, edits: readonly SectionEdit[]): Span | undefined {
  const names = new Set(edits.map(({ section }) => plainName(section)));
  const edited = sections.filter(({ name }) => names.has(plainName(name)));
  const first = lines[edited[0]?.header ?? -1];
  const last = lines[edited.at(-1)?.last ?? -1];
  return first && last && { from: first.start, to: last.next };
}

/** A header that not every tool takes for that of one of the sections: its own, or another. */
function strangeHeader(file: IniFile, edits: readonly SectionEdit[]): Obstacle | undefined {
  const faults = headerFaults(file);
  const names = new Map(edits.map(({ section }) => [plainName(section), section]));
  const own = new Map<string, number>();
  for (const { name, header } of file.sections) {
    const section = names.get(plainName(name));
    if (section === undefined || own.has(section)) continue;
    own.set(section, header);
    const fault = faults.get(header);
    if (fault) return { ...fault, section };
  }
  for (const [index, { text }] of file.lines.entries()) {
    const loose = looseHeaderName(text);
    const section = loose === undefined ? undefined : names.get(loose);
    if (section === undefined || own.get(section) === index) continue;
    return { ...(faults.get(index) ?? iniFault('section-twice', index, section)), section };
  }
  return undefined;
}

/** By the index of the header's line. */
function headerFaults(file: IniFile): ReadonlyMap<number, IniFault> {
  const faults = faultsOf(file).filter(({ kind }) => HEADER_FAULTS.has(kind));
  return new Map(faults.map((fault) => [fault.line - 1, fault]));
}

const HEADER_FAULTS: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'header-with-blanks',
  'header-with-tail',
  'indented-header',
  'default-section',
]);

/**
 * A stale key in [DEFAULT], which the AWS CLI would go on adding to the section. Where keys are only taken out again, it
 * is as it was before there were any.
 */
function inheritedKey(file: IniFile, edits: readonly SectionEdit[]): Obstacle | undefined {
  const keys = file.sections.filter(({ name }) => name === 'DEFAULT').flatMap((section) => section.keys);
  for (const { section, set, drop } of edits) {
    const stale = set.length === 0 ? undefined : keys.find(({ name }) => drop.includes(name));
    if (stale) return { ...iniFault('inherited-key', stale.first, stale.name), section };
  }
  return undefined;
}

/** Faults that spoil an edit, the likeliest first. */
const SPOILERS: readonly FaultKind[] = [
  'header-with-tail',
  'name-lost',
  'name-refused',
  'indented-header',
  'indented-empty-key',
  'indented-key',
  'key-twice',
  'carriage-return',
];

/**
 * The line that is most likely why an edit is not read back as written: of the section itself, else of the file.
 *
 * @param file as it was before the edit
 */
export function likelyCause(file: IniFile, name: string): Obstacle {
  const [section] = sectionsNamed(file, name);
  const all = faultsOf(file);
  const inside = all.filter(({ line }) => section && line > section.header && line <= section.last + 1);
  const byLikelihood = [inside, all].flatMap((faults) =>
    SPOILERS.flatMap((spoiler) => faults.filter(({ kind }) => kind === spoiler)),
  );
  const fault = byLikelihood[0] ?? iniFault('read-differently', section?.header ?? file.lines.length, name);
  return { ...fault, section: name };
}

/** From where to where, in the text before the edit. */
export interface Span {
  from: number;
  to: number;
}

/**
 * The part of a file that an edit can have changed for a reader, so that a large file need not be read twice as a whole.
 *
 * Every reader goes through a file line by line, and starts anew at a header at the start of a line: what is the same
 * up to such a header, and from such a header on, is read the same. Without this a login with 50,000 sections takes
 * twice as long.
 *
 * @param section where the edited sections stand, which belong to the part whether they changed or not
 * @returns both texts, from the last header ahead of all that differs up to the first header behind it
 */
export function editedPart(
  before: string,
  after: string,
  section: Span | undefined,
): [before: string, after: string] {
  const from = headerAhead(before, Math.min(sameAhead(before, after), section?.from ?? Infinity));
  const differsUpTo = before.length - sameBehind(before, after, from);
  const to = headerBehind(before, Math.max(differsUpTo, section?.to ?? 0));
  return [before.slice(from, to), after.slice(from, after.length - (before.length - to))];
}

function sameAhead(before: string, after: string): number {
  const most = Math.min(before.length, after.length);
  return greatest(most, (length) => before.slice(0, length) === after.slice(0, length));
}

/** @param from what lies ahead of it is not looked at, so that nothing is counted twice */
function sameBehind(before: string, after: string, from: number): number {
  const most = Math.min(before.length, after.length) - from;
  const end = (text: string, length: number) => text.slice(text.length - length);
  return greatest(most, (length) => end(before, length) === end(after, length));
}

/** The greatest number up to `most` for which something holds that holds for all smaller ones: found by halving. */
function greatest(most: number, holds: (number: number) => boolean): number {
  let [least, beyond] = [0, most + 1];
  while (beyond - least > 1) {
    const middle = Math.floor((least + beyond) / 2);
    if (holds(middle)) least = middle;
    else beyond = middle;
  }
  return least;
}

/** A header that every reader takes for one: nothing ahead of it, nothing behind it, no bracket in the name. */
const PLAIN_HEADER = /\[[^[\]\r\n]+\]\r?(\n|$)/y;

/** Where the last header begins whose line ends ahead of this place; the beginning of the file, if there is none. */
function headerAhead(text: string, place: number): number {
  let line = text.lastIndexOf('\n', place - 1);
  while (line > 0) {
    line = text.lastIndexOf('\n[', line - 1);
    if (line !== -1 && isPlainHeader(text, line + 1)) return line + 1;
  }
  return 0;
}

/** Where the first header begins behind this place; the end of the file, if there is none. */
function headerBehind(text: string, place: number): number {
  let line = text.indexOf('\n[', place);
  while (line !== -1 && !isPlainHeader(text, line + 1)) line = text.indexOf('\n[', line + 1);
  return line === -1 ? text.length : line + 1;
}

function isPlainHeader(text: string, start: number): boolean {
  PLAIN_HEADER.lastIndex = start;
  return PLAIN_HEADER.test(text);
}
