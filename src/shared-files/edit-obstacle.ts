/** Finds why a section cannot be edited so that every tool reads the result correctly. */
import { editSections, type SectionEdit } from './edit-section.ts';
import { editedPart } from './edited-part.ts';
import { faultsOf } from './tool-differences.ts';
import { iniFault, type FaultKind, type IniFault } from './ini-faults.ts';
import { readAsSdk, changedBeyond } from './read-back.ts';
import { readIni, type IniFile } from './read-ini.ts';
import { looseHeaderName, plainName } from './lines.ts';
import { ownValues, sectionsNamed } from './section-values.ts';

/** Why a section cannot be edited. */
export interface Obstacle extends IniFault {
  section: string;
}

/**
 * Why the edits cannot be made, with the line at fault and the fix; undefined if they can. They are tried: as the AWS
 * CLI and the SDK for JavaScript read the result, each section must hold what is wanted, and all others what they held
 * before. A line elsewhere that some tool cannot read is no obstacle.
 *
 * @param bytes the file, one character a byte (latin1)
 * @param edits each of another section
 * @param after the edited file, if {@link editSections} does not make it
 */
export function editObstacle(
  bytes: string,
  edits: readonly SectionEdit[],
  after: string = editSections(bytes, edits),
): Obstacle | undefined {
  const file = readIni(bytes);
  const strange = strangeHeader(file, edits) ?? inheritedKey(file, edits);
  if (strange) return strange;
  const sections = edits
    .flatMap(({ section }) => sectionsNamed(file, plainName(section)))
    .sort((one, other) => one.header - other.header);
  const [partBefore, partAfter] = editedPart(file, after, sections);
  const changed =
    changedBeyond(ownValues(readIni(partBefore)), ownValues(readIni(partAfter)), edits) ??
    changedBeyond(readAsSdk(partBefore), readAsSdk(partAfter), edits);
  if (changed === undefined) return undefined;
  const edit = edits.find(({ section }) => section === changed) ?? edits[0];
  return edit && likelyCause(file, edit.section);
}

/** A header of one of the sections, or of another, that not every tool reads as such. */
function strangeHeader(file: IniFile, edits: readonly SectionEdit[]): Obstacle | undefined {
  const headerFault = (header: number) =>
    faultsOf(file).find(({ kind, line }) => line - 1 === header && HEADER_FAULTS.has(kind));
  const names = new Map(edits.map(({ section }) => [plainName(section), section]));
  const own = new Map([...names].map(([name, section]) => [section, sectionsNamed(file, name)[0]?.header]));
  for (const [section, header] of own) {
    const fault = header === undefined ? undefined : headerFault(header);
    if (fault) return { ...fault, section };
  }
  for (const [index, { text }] of file.lines.entries()) {
    const section = names.get(looseHeaderName(text) ?? '');
    if (section === undefined || own.get(section) === index) continue;
    return { ...(headerFault(index) ?? iniFault('section-twice', index, section)), section };
  }
  return undefined;
}

const HEADER_FAULTS: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'header-with-blanks',
  'header-with-tail',
  'indented-header',
  'default-section',
]);

/** A stale key in [DEFAULT], which the AWS CLI would add to the section. It does no harm if keys are only removed. */
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
  'indented-key',
  'key-twice',
  'carriage-return',
];

/**
 * The line that is most likely why an edit is not read back as written: in the section itself, else in the file.
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
