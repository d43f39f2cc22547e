/** Edits a shared file: tries the edit before a code is asked for, and makes it when there is a session. */
import { AwsMfaError } from '../errors.ts';
import { editObstacle, likelyCause, type Obstacle } from './edit-obstacle.ts';
import { editSections, type SectionEdit } from './edit-section.ts';
import { lostPart, type Values } from './section-values.ts';
import { changedBeyond } from './read-back.ts';
import { readIni } from './read-ini.ts';
import type { SharedFileKind } from '../source.ts';
import type { Context } from '../context.ts';
import type { FileUpdate } from '../system/files/update-file.ts';
import { timed } from '../text/timed.ts';

/** Makes edits: text before, one character a byte (latin1), to text after. Pure. */
export type ApplyEdits = (text: string) => string;

/** What is to be changed in one file. */
interface FileEdit {
  path: string;
  edits: readonly SectionEdit[];
  /** By default {@link editSections}; must leave each section as its edit describes it. */
  apply?: ApplyEdits;
}

interface FinalEdit extends FileEdit {
  kind: SharedFileKind;
  /** The text of the file when this run first read it: nothing of it may be missing now. */
  seen: string;
  /** By default {@link lostPart}. */
  lostPart?: FileUpdate['lostPart'];
}

/** @throws AwsMfaError `configuration` with the line at fault, and the fix */
export function checkEdit(edit: FileEdit, { files }: Pick<Context, 'files'>): void {
  const { path, edits } = edit;
  const text = files.readTextFile(path) ?? '';
  const obstacle = editObstacle(text, edits, applied(edit, text));
  if (obstacle) throw cannotEdit(path, obstacle);
}

/**
 * Makes the edits on what is in the file now, in one write. Before the file is replaced, both the AWS CLI's parser rules
 * and the SDK's own loader must read the new text correctly.
 * @returns notes for the user
 * @throws AwsMfaError `configuration`; the file is as it was
 */
export async function saveEdit(edit: FinalEdit, context: Context): Promise<string[]> {
  const { path, edits, seen } = edit;
  const update: FileUpdate = {
    path,
    edit: (text = '') => applied(edit, text),
    // The file may have changed since it was checked.
    verify: async (temporary, before = '', after) => {
      await turn(context.signal);
      const obstacle =
        editObstacle(before, edits, after) ?? (await misreadBySdk(edit, temporary, before, context));
      if (obstacle) throw cannotEdit(path, obstacle);
    },
    seen,
    lostPart: edit.lostPart ?? lostPart,
    signal: context.signal,
  };
  const names = edits.map(({ section }) => `[${section}]`).join(', ');
  const write = () => context.files.updateFile(update);
  return timed(`writing ${names} to ${path}`, write, context);
}

function applied({ edits, apply }: FileEdit, text: string): string {
  return apply ? apply(text) : editSections(text, edits);
}

async function misreadBySdk(
  { kind, edits }: FinalEdit,
  temporary: string,
  textBefore: string,
  context: Context,
): Promise<Obstacle | undefined> {
  await turn(context.signal);
  const before = await context.files.readTextAsSdk(textBefore, kind);
  await turn(context.signal);
  const after = await context.files.readFileAsSdk(temporary, kind);
  await turn(context.signal);
  // If it rejects the file because of another section, before and after, that says nothing about the edit.
  const isEmpty = (values: Values) => Object.keys(values).length === 0;
  if (isEmpty(before) && isEmpty(after) && textBefore !== '') return undefined;
  const asLoaded = edits.map((edit) => ({ ...edit, section: edit.section.replace(/^profile /, '') }));
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
