/** Puts another access key in the place of the one that is there: in the file, or in the store. */
import type { Context } from '../context.ts';
import { AwsMfaError } from '../errors.ts';
import type { LongTermKeys } from '../profiles/profile-kind.ts';
import { checkEdit, saveEdit, type ApplyEdits } from '../shared-files/edit-shared-file.ts';
import { editSections, type SectionEdit } from '../shared-files/edit-section.ts';
import { readIni } from '../shared-files/read-ini.ts';
import { removeKeys } from '../shared-files/remove-keys.ts';
import { ownValues, type Values } from '../shared-files/section-values.ts';
import type { SharedFileKind } from '../source.ts';
import { removeEntry, removeQuietly, saveEntry } from '../stores/keep-key.ts';
import { readCommand, STORES, type Entry } from '../stores/stores.ts';
import { leftCommand, placesOfKey, PROCESS, type KeyPlace } from './key-place.ts';
import { readSharedFiles, type OpenedFiles } from '../shared-files/read-shared-files.ts';

/** Edits of sections that another program may have changed meanwhile. */
export interface Step {
  kind: SharedFileKind;
  edits: readonly SectionEdit[];
  /** Whether a section is as it is expected to be. */
  fits: (now: SectionKeys, section: string) => boolean;
  /** The error if a section is not; by default without a word about the key. */
  changed?: (section: string) => AwsMfaError;
  /** By default {@link editSections}. */
  apply?: ApplyEdits;
}

type SectionKeys = Values[string];

/** @throws AwsMfaError `configuration`: the file is then as it was, unless it was canceled in the middle of the write */
export async function saveStep(
  { kind, edits, fits, changed = sectionChanged, apply = (text) => editSections(text, edits) }: Step,
  { paths, files }: OpenedFiles,
  context: Context,
): Promise<void> {
  const unlessChanged = (text: string) => {
    const now = ownValues(readIni(text));
    const other = edits.find(({ section }) => !fits(now[section] ?? {}, section));
    if (other) throw changed(other.section);
    return apply(text);
  };
  const { bytes: seen } = files[`${kind}File`];
  await saveEdit({ kind, path: paths[kind], edits, seen, apply: unlessChanged }, context);
}

export function keyLines({ accessKeyId, secretAccessKey }: LongTermKeys): SectionEdit['set'] {
  return [
    ['aws_access_key_id', accessKeyId],
    ['aws_secret_access_key', secretAccessKey],
  ];
}

/** The lines of a section that give this key: the key itself, or the command that reads it from the store. */
function linesFor({ entry }: KeyPlace, keys: LongTermKeys): SectionEdit['set'] {
  if (!entry) return keyLines(keys);
  return [[PROCESS, readCommand({ ...entry, accessKeyId: keys.accessKeyId })]];
}

function hasLines(values: SectionKeys, lines: SectionEdit['set']): boolean {
  return lines.every(([key, value]) => values[key] === value);
}

export function hasKey(values: SectionKeys, keys: LongTermKeys): boolean {
  return hasLines(values, keyLines(keys));
}

function keyEdits(place: KeyPlace, keys: LongTermKeys): SectionEdit[] {
  return place.sections.map((section) => ({ section, set: linesFor(place, keys), drop: [] }));
}

/** Tries the write before a code is used and a key is created. @throws AwsMfaError `configuration` */
export async function checkKeyWrite(place: KeyPlace, context: Context): Promise<void> {
  const path = place.paths[place.file];
  await context.files.probeWrite(path);
  checkEdit({ kind: place.file, path, edits: keyEdits(place, SAMPLE) }, context);
}

/** For trying a write. */
export const SAMPLE: LongTermKeys = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/**
 * Puts another key in the place of the one that is there. In a store, both have an entry then.
 * @throws as {@link saveStep}
 */
export async function writeKey(place: KeyPlace, keys: LongTermKeys, context: Context): Promise<void> {
  if (!place.entry) return writeLines(place, keys, context);
  const entry = { ...place.entry, accessKeyId: keys.accessKeyId };
  try {
    await saveEntry(entry, keys, context);
    await writeLines(place, keys, context);
  } catch (error) {
    if (['old', 'neither'].includes(whatIsWritten(place, keys, context))) await removeQuietly(entry, context);
    throw error;
  }
}

/** Puts the key back that was there before: its entry is still in the store. @throws as {@link saveStep} */
export async function restoreKey(place: KeyPlace, written: LongTermKeys, context: Context): Promise<void> {
  await writeLines({ ...place, keys: written }, place.keys, context);
  if (place.entry) await removeQuietly({ ...place.entry, accessKeyId: written.accessKeyId }, context);
}

function writeLines(place: KeyPlace, keys: LongTermKeys, context: Context): Promise<void> {
  const expected = linesFor(place, place.keys).slice(0, 1);
  const fits = (now: SectionKeys) => hasLines(now, expected);
  const step = { kind: place.file, edits: keyEdits(place, keys), fits, changed: keyChanged };
  return saveStep(step, place, context);
}

export function keyChanged(section: string): AwsMfaError {
  return new AwsMfaError('file_changed', `Another program just changed the access key of [${section}].`);
}

/**
 * For the moment before another key of the user is deleted or set inactive: the decision was about the keys as they were.
 * @throws AwsMfaError `file_changed` if the key is not there any more; `unusable_base` if a profile has the other one
 */
export function checkKeyStays(place: KeyPlace, otherId: string, context: Context): void {
  const { base, sections, file, paths, shownPaths } = place;
  const files = readSharedFiles(paths, context.files);
  const now = ownValues(files[`${file}File`]);
  const lines = linesFor(place, place.keys);
  if (!sections.every((section) => hasLines(now[section] ?? {}, lines))) throw keyChanged(base);
  const [found] = placesOfKey(otherId, files);
  if (!found) return;
  const where = `[${found.section}] in ${shownPaths[found.file]}`;
  throw new AwsMfaError(
    'unusable_base',
    `The access key …${otherId.slice(-4)} is in ${where}, so it was not changed.`,
    `If nobody needs it, remove it from ${where}. Then try again.`,
  );
}

/** The step that removes the command for an entry. A section that has nothing else goes, too. */
export function commandRemoval(entry: Entry, sections: readonly string[]): Step {
  const edits = sections.map((section) => ({ section, set: [], drop: [PROCESS] }));
  const fits = (now: SectionKeys) => [undefined, readCommand(entry)].includes(now[PROCESS]);
  const apply = (text: string) => removeKeys(text, sections, [PROCESS]);
  return { kind: 'config', edits, fits, apply };
}

function sectionChanged(section: string): AwsMfaError {
  return new AwsMfaError('file_changed', `Another program just changed [${section}].`, 'Try again.');
}

/**
 * Removes the entry of a key that is not used any more, also one that an interrupted `protect` left. A key in a file was
 * replaced by the other one.
 */
export async function forgetOldKey(place: KeyPlace, context: Context): Promise<void> {
  const left = leftCommand(place);
  const entry = place.entry ?? left?.entry;
  if (!entry) return;
  const key = `old access key …${entry.accessKeyId.slice(-4)}`;
  let what = `The ${key} is still in ${STORES[entry.store].title}.`;
  try {
    await removeEntry(entry, context);
    what = `${place.shownPaths.config} still has the command that read the ${key}.`;
    // Last: as long as it is there, the doctor finds the entry.
    if (left) await saveStep(commandRemoval(entry, left.sections), place, context);
  } catch (error) {
    if (!(error instanceof AwsMfaError)) throw error;
    context.output.say('note', [what, error.hint].filter(Boolean).join(' '));
  }
}

/**
 * What became of a write: `new` and `old` if these keys are in the file, `neither` if the new one is nowhere in it, and
 * `unclear` if it cannot be read, or has the new key in some places only.
 */
export type Written = 'new' | 'old' | 'neither' | 'unclear';

export function whatIsWritten(place: KeyPlace, created: LongTermKeys, context: Context): Written {
  let text: string;
  try {
    text = context.files.readTextFile(place.paths[place.file]) ?? '';
  } catch {
    return 'unclear';
  }
  const now = ownValues(readIni(text));
  const isEverywhere = (keys: LongTermKeys) =>
    place.sections.every((section) => hasLines(now[section] ?? {}, linesFor(place, keys)));
  if (isEverywhere(created)) return 'new';
  if (text.includes(created.accessKeyId)) return 'unclear';
  return isEverywhere(place.keys) ? 'old' : 'neither';
}
