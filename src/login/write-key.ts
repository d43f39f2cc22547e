/** Puts another access key in the place of the one that is there: in the file, or in the store. */
import type { Context } from '../context.ts';
import { AwsMfaError } from '../errors.ts';
import type { LongTermKeys } from '../profiles/profile-kind.ts';
import { checkEdit, saveEdit } from '../shared-files/edit-shared-file.ts';
import { editSections, type SectionEdit } from '../shared-files/edit-section.ts';
import { readIni } from '../shared-files/read-ini.ts';
import { ownValues, type Values } from '../shared-files/section-values.ts';
import { removeEntry, removeQuietly, saveEntry } from '../stores/keep-key.ts';
import { readCommand, STORES, type Entry } from '../stores/stores.ts';
import type { KeyPlace } from './key-place.ts';

type Pairs = readonly (readonly [key: string, value: string])[];

/** The lines of a section that give this key: the key itself, or the command that reads it from the store. */
function linesFor({ entry }: KeyPlace, { accessKeyId, secretAccessKey }: LongTermKeys): Pairs {
  return entry
    ? [['credential_process', readCommand({ ...entry, accessKeyId })]]
    : [
        ['aws_access_key_id', accessKeyId],
        ['aws_secret_access_key', secretAccessKey],
      ];
}

function keyEdits(place: KeyPlace, keys: LongTermKeys): SectionEdit[] {
  return place.sections.map((section) => ({ section, set: linesFor(place, keys), drop: [] }));
}

/** Tries the write before a code is used and a key is created. @throws AwsMfaError `configuration` */
export async function checkKeyWrite(place: KeyPlace, context: Context): Promise<void> {
  await context.files.probeWrite(place.path);
  checkEdit({ path: place.path, edits: keyEdits(place, SAMPLE) }, context);
}

const SAMPLE = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/**
 * Puts another key in the place of the one that is there. In a store, both have an entry then.
 * @throws AwsMfaError `configuration`: the file is then as it was, unless it was canceled in the middle of the write
 */
export async function writeKey(place: KeyPlace, keys: LongTermKeys, context: Context): Promise<void> {
  if (!place.entry) return writeLines(place, keys, context);
  const entry = entryFor(place.entry, keys);
  try {
    await saveEntry(entry, keys, context);
    await writeLines(place, keys, context);
  } catch (error) {
    if (['old', 'neither'].includes(whatIsWritten(place, keys, context))) await removeQuietly(entry, context);
    throw error;
  }
}

/** Puts the key back that was there before: its entry is still in the store. @throws as {@link writeKey} */
export async function restoreKey(place: KeyPlace, written: LongTermKeys, context: Context): Promise<void> {
  await writeLines({ ...place, keys: written, seen: '' }, place.keys, context);
  if (place.entry) await removeQuietly(entryFor(place.entry, written), context);
}

/** Removes the entry of a key that is not used any more. A key in a file was replaced by the other one. */
export async function forgetOldKey({ entry, keys }: KeyPlace, context: Context): Promise<void> {
  if (!entry) return;
  await removeEntry(entry, context).catch((error: unknown) => {
    if (!(error instanceof AwsMfaError)) throw error;
    const what = `The old access key …${keys.accessKeyId.slice(-4)} is still in ${STORES[entry.store].title}.`;
    context.output.say('note', [what, error.hint].filter(Boolean).join(' '));
  });
}

function entryFor(entry: Entry, { accessKeyId }: LongTermKeys): Entry {
  return { ...entry, accessKeyId };
}

async function writeLines(place: KeyPlace, keys: LongTermKeys, context: Context): Promise<void> {
  const edits = keyEdits(place, keys);
  const [expected] = linesFor(place, place.keys);
  const apply = (text: string) => {
    const now = ownValues(readIni(text));
    const changed = place.sections.find((section) => !expected || !hasLines(now[section], [expected]));
    if (changed === undefined) return editSections(text, edits);
    throw new AwsMfaError('file_changed', `Another program just changed the access key of [${changed}].`);
  };
  const { file: kind, path, seen } = place;
  const notes = await saveEdit({ kind, path, edits, seen, apply }, context);
  notes.forEach((note) => context.output.say('note', note));
}

function hasLines(values: Values[string] | undefined, lines: Pairs): boolean {
  return lines.every(([key, value]) => values?.[key] === value);
}

/**
 * What became of a write: `new` and `old` if these keys are in the file, `neither` if the new one is nowhere in it, and
 * `unclear` if it cannot be read, or has the new key in some places only.
 */
export type Written = 'new' | 'old' | 'neither' | 'unclear';

export function whatIsWritten(place: KeyPlace, created: LongTermKeys, context: Context): Written {
  let text: string;
  try {
    text = context.files.readTextFile(place.path) ?? '';
  } catch {
    return 'unclear';
  }
  const now = ownValues(readIni(text));
  const isEverywhere = (keys: LongTermKeys) =>
    place.sections.every((section) => hasLines(now[section], linesFor(place, keys)));
  if (isEverywhere(created)) return 'new';
  if (text.includes(created.accessKeyId)) return 'unclear';
  return isEverywhere(place.keys) ? 'old' : 'neither';
}
