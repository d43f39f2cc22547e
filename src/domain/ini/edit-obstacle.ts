/** Tells ahead of any write why a section cannot be edited so that every tool reads the result alike. */
import { editedPart, type Span } from './edited-part.ts';
import { editSection, type SectionEdit } from './edit-section.ts';
import { faultsOf } from './faults-of.ts';
import type { IniFile } from './ini-file.ts';
import { iniFault, type FaultKind, type IniFault } from './ini-faults.ts';
import { readAsSdk } from './read-as-sdk.ts';
import { changedBeyond } from './read-back.ts';
import { readIni } from './read-ini.ts';
import { looseHeaderName, plainName } from './section-name.ts';
import { ownValues, sectionsNamed } from './section-values.ts';

/**
 * What stands in the way of an edit, with its line and how to mend it, or nothing. The edit is tried out: in the
 * readings of the AWS CLI and of the SDK for JavaScript, the section must come out as wanted and all others as they
 * were. What some tool cannot read elsewhere in the file is no obstacle.
 *
 * @param bytes the file, one character a byte (latin1)
 * @param after the file edited, where that is done otherwise than by {@link editSection}
 */
export function editObstacle(
  bytes: string,
  edit: SectionEdit,
  after: string = editSection(bytes, edit),
): IniFault | undefined {
  const file = readIni(bytes);
  const strange = strangeHeader(file, edit.section) ?? inheritedKey(file, edit);
  if (strange) return strange;
  const [partBefore, partAfter] = editedPart(bytes, after, spanOf(file, edit.section));
  const isSafe =
    changedBeyond(ownValues(readIni(partBefore)), ownValues(readIni(partAfter)), edit.section, edit) ===
      undefined &&
    changedBeyond(readAsSdk(partBefore), readAsSdk(partAfter), edit.section, edit) === undefined;
  return isSafe ? undefined : likelyCulprit(file, edit.section);
}

function spanOf(file: IniFile, name: string): Span | undefined {
  const [section] = sectionsNamed(file, name);
  const first = section && file.lines[section.header];
  const last = section && file.lines[section.last];
  return first && last && { from: first.start, to: last.next };
}

/** A header that not every tool takes for this section's, its own or another. */
function strangeHeader(file: IniFile, name: string): IniFault | undefined {
  const [section] = sectionsNamed(file, name);
  const own = section && headerFault(file, section.header);
  if (own) return own;
  const [word = ''] = name.split(' ').slice(-1);
  const index = file.lines.findIndex(
    ({ text }, at) =>
      text.includes(word) && at !== section?.header && looseHeaderName(text) === plainName(name),
  );
  if (index === -1) return undefined;
  return headerFault(file, index) ?? iniFault('section-twice', index, name);
}

function headerFault(file: IniFile, index: number): IniFault | undefined {
  return faultsOf(file).find(({ kind, line }) => line === index + 1 && HEADER_FAULTS.has(kind));
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
function inheritedKey(file: IniFile, { set, drop }: SectionEdit): IniFault | undefined {
  if (set.length === 0) return undefined;
  const keys = file.sections.filter(({ name }) => name === 'DEFAULT').flatMap((section) => section.keys);
  const stale = keys.find(({ name }) => drop.includes(name));
  return stale && iniFault('inherited-key', stale.first, stale.name);
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
export function likelyCulprit(file: IniFile, name: string): IniFault {
  const [section] = sectionsNamed(file, name);
  const all = faultsOf(file);
  const inside = all.filter(({ line }) => section && line > section.header && line <= section.last + 1);
  const byLikelihood = [inside, all].flatMap((faults) =>
    SPOILERS.flatMap((spoiler) => faults.filter(({ kind }) => kind === spoiler)),
  );
  return byLikelihood[0] ?? iniFault('read-differently', section?.header ?? file.lines.length, name);
}
