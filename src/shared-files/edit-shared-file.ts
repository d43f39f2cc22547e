/**
 * Edits a shared file: tries the edit before a code is asked for, says why it cannot be made, and makes it when there
 * is a session.
 */
import { AwsMfaError } from '../errors.ts';
import { editSections, type SectionEdit } from './edit-section.ts';
import { lostPart, type Values, ownValues, sectionsNamed } from './section-values.ts';
import { changedBeyond, editedPart, readAsSdk } from './read-back.ts';
import { readIni, type IniFile } from './read-ini.ts';
import type { SharedFileKind } from '../source.ts';
import { type Context, timed } from '../context.ts';
import type { FileUpdate } from '../system/files/update-file.ts';
import { faultsOf } from './tool-differences.ts';
import { HEADER_FAULTS, iniFault, type FaultKind, type IniFault } from './ini-faults.ts';
import { plainName } from './header-names.ts';
import { looseHeaderName } from './lines.ts';
import { secondSection } from './profile-faults.ts';

/** Makes edits: text before, one character a byte (latin1), to text after. Pure. */
export type ApplyEdits = (text: string) => string;

/** What is to be changed in one file. */
interface FileEdit {
  kind: SharedFileKind;
  path: string;
  edits: readonly SectionEdit[];
  /** By default {@link editSections}; must leave each section as its edit describes it. */
  apply?: ApplyEdits;
}

interface FinalEdit extends FileEdit {
  /** The text of the file when this run first read it: nothing of it may be missing now. */
  seen: string;
  /** By default {@link lostPart}. */
  lostPart?: FileUpdate['lostPart'];
}

/** @throws AwsMfaError `configuration` with the line at fault, and the fix */
export function checkEdit(edit: FileEdit, context: Pick<Context, 'files'>): void {
  tryEdit(edit, context);
}

/** @returns the text of the file, and the text with the edits */
function tryEdit(edit: FileEdit, { files }: Pick<Context, 'files'>): [before: string, after: string] {
  const before = files.readTextFile(edit.path) ?? '';
  const after = applied(edit, before);
  const obstacle = obstacleIn(edit, before, after);
  if (obstacle) throw cannotEdit(edit.path, obstacle);
  return [before, after];
}

/**
 * The same, and reads the result with the SDK's own loader: for commands that use the SDK before they ask for consent.
 * @throws AwsMfaError `configuration`
 */
export async function checkEditWithSdk(edit: FileEdit, context: Context): Promise<void> {
  const [before, after] = tryEdit(edit, context);
  const readAfter = () => context.files.readTextAsSdk(after, edit.kind);
  const obstacle = await misreadBySdk(edit, before, readAfter, context);
  if (obstacle) throw cannotEdit(edit.path, obstacle);
}

/**
 * Makes the edits on what is in the file now, in one write. Before the file is replaced, both the AWS CLI's parser rules
 * and the SDK's own loader must read the new text correctly.
 * @throws AwsMfaError `configuration`; the file is as it was
 */
export async function saveEdit(edit: FinalEdit, context: Context): Promise<void> {
  const { path, edits, seen } = edit;
  const update: FileUpdate = {
    path,
    edit: (text = '') => applied(edit, text),
    // The file may have changed since it was checked.
    verify: async (temporary, before = '', after) => {
      await turn(context.signal);
      const readAfter = () => context.files.readFileAsSdk(temporary, edit.kind);
      const obstacle =
        obstacleIn(edit, before, after) ?? (await misreadBySdk(edit, before, readAfter, context));
      if (obstacle) throw cannotEdit(path, obstacle);
    },
    seen,
    lostPart: edit.lostPart ?? lostPart,
    signal: context.signal,
  };
  const names = edits.map(({ section }) => `[${section}]`).join(', ');
  const write = () => context.files.updateFile(update);
  const notes = await timed(`writing ${names} to ${path}`, write, context);
  notes.forEach((note) => context.output.say('note', note));
}

function applied({ edits, apply }: FileEdit, text: string): string {
  return apply ? apply(text) : editSections(text, edits);
}

function obstacleIn({ kind, edits }: FileEdit, before: string, after: string): Obstacle | undefined {
  const twice = kind === 'config' ? secondSection(before, after, edits) : undefined;
  return twice ?? editObstacle(before, edits, after);
}

async function misreadBySdk(
  { kind, edits }: FileEdit,
  textBefore: string,
  readAfter: () => Promise<Values>,
  context: Context,
): Promise<Obstacle | undefined> {
  await turn(context.signal);
  const before = await context.files.readTextAsSdk(textBefore, kind);
  await turn(context.signal);
  const after = await readAfter();
  await turn(context.signal);
  // If it rejects the file because of another section, before and after, that says nothing about the edit.
  const isEmpty = (values: Values) => Object.keys(values).length === 0;
  if (isEmpty(before) && isEmpty(after) && textBefore !== '') return undefined;
  const asLoaded = plainlyNamed(edits).map((edit) => ({
    ...edit,
    section: edit.section.replace(/^profile /, ''),
  }));
  const changed = changedBeyond(before, after, asLoaded);
  if (changed === undefined) return undefined;
  const edited = edits[asLoaded.findIndex(({ section }) => section === changed)] ?? edits[0];
  return edited && likelyCause(readIni(textBefore), edited.section);
}

/** Lets a signal be handled between two steps that take long on a large file. @throws the signal's reason */
async function turn(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}

function cannotEdit(path: string, { section, line, what, tools, hint }: Obstacle): AwsMfaError {
  return new AwsMfaError(
    'file_unusable',
    `[${section}] cannot be written in a way that every tool can read. ${path}, line ${line}: ${what} (${tools}).`,
    hint,
  );
}

/** Why a section cannot be edited. */
interface Obstacle extends IniFault {
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
  const plain = plainlyNamed(edits);
  const sections = plain
    .flatMap(({ section }) => sectionsNamed(file, section))
    .sort((one, other) => one.header - other.header);
  const [partBefore, partAfter] = editedPart(file, after, sections);
  const changed =
    changedBeyond(ownValues(readIni(partBefore)), ownValues(readIni(partAfter)), plain) ??
    changedBeyond(readAsSdk(partBefore), readAsSdk(partAfter), plain);
  if (changed === undefined) return undefined;
  const edit = plain.find(({ section }) => section === changed) ?? plain[0];
  return edit && likelyCause(file, edit.section);
}

/** An edit may name its section as the header does: `profile 'mfa'`. Readers of the file do not. */
function plainlyNamed(edits: readonly SectionEdit[]): SectionEdit[] {
  return edits.map((edit) => ({ ...edit, section: plainName(edit.section) }));
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
