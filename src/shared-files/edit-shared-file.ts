/** Edits a shared file: tries the edit before a code is asked for, and makes it when there is a session. */
import { AwsMfaError } from '../errors.ts';
import { editObstacle, likelyCulprit, type Obstacle } from './edit-obstacle.ts';
import { editSection, type SectionEdit } from './edit-section.ts';
import { lostPart, type Values } from './section-values.ts';
import { changedBeyond } from './read-back.ts';
import { readIni } from './read-ini.ts';
import type { SharedFileKind } from '../source.ts';
import { timed, type TimedDeps } from '../context.ts';

export interface FileUpdate {
  path: string;
  edit: (text: string | undefined) => string;
  verify: (temporary: string, before: string | undefined, after: string) => Promise<void>;
  seen: string | undefined;
  lostPart: (text: string, earlier: string) => string | undefined;
  signal: AbortSignal;
}

export interface EditSharedFileDeps extends TimedDeps {
  /** The bytes as latin1 text; nothing where there is no file. @throws AwsMfaError `configuration` */
  readTextFile(path: string): string | undefined;
  /**
   * Tries the safe write without a change: the place, the lock, room for a temporary file.
   * @throws AwsMfaError `configuration`: what would stop the write
   */
  probeWrite(path: string): Promise<void>;
  /** The safe write. @throws AwsMfaError `configuration` */
  updateFile(update: FileUpdate): Promise<{ notes: string[] }>;
  /** As the AWS SDK's own loader reads it; `{}` where it cannot. */
  readFileAsSdk(path: string, kind: SharedFileKind): Promise<Values>;
  readTextAsSdk(bytes: string, kind: SharedFileKind): Promise<Values>;
  signal: AbortSignal;
}

/** How edits are carried out: text before, one character a byte (latin1), to text after. Pure. */
export type ApplyEdits = (text: string) => string;

/** @throws AwsMfaError `configuration` with the line that stands in the way, and how to mend it */
export function checkEdit(
  path: string,
  edits: readonly SectionEdit[],
  deps: EditSharedFileDeps,
  apply: ApplyEdits = (text) => edits.reduce(editSection, text),
): void {
  const text = deps.readTextFile(path) ?? '';
  const obstacle = editObstacle(text, edits, apply(text));
  if (obstacle) throw cannotEdit(path, obstacle);
}

/**
 * Makes the edits on what is in the file now, all in one write, and reads the result back in two readers before it
 * counts.
 * @param seen the text of the file when this run first read it: nothing that it held may be missing now
 * @param apply for edits of another kind, which leave each section as its edit describes it
 * @returns notes for the person
 * @throws AwsMfaError `configuration`; the file is as it was
 */
export async function saveEdit(
  kind: SharedFileKind,
  path: string,
  edits: readonly SectionEdit[],
  seen: string,
  deps: EditSharedFileDeps,
  apply: ApplyEdits = (text) => edits.reduce(editSection, text),
): Promise<string[]> {
  const update: FileUpdate = {
    path,
    edit: (text = '') => apply(text),
    // The file may have changed since it was tried out, so nothing that was found then is taken on trust.
    verify: async (temporary, before = '', after) => {
      await turn(deps.signal);
      const obstacle =
        editObstacle(before, edits, after) ?? (await misreadBySdk(kind, temporary, before, edits, deps));
      if (obstacle) throw cannotEdit(path, obstacle);
    },
    seen,
    lostPart,
    signal: deps.signal,
  };
  const { notes } = await timed(`writing ${namesOf(edits)} to ${path}`, () => deps.updateFile(update), deps);
  return notes;
}

async function misreadBySdk(
  kind: SharedFileKind,
  temporary: string,
  textBefore: string,
  edits: readonly SectionEdit[],
  deps: EditSharedFileDeps,
): Promise<Obstacle | undefined> {
  await turn(deps.signal);
  const before = await deps.readTextAsSdk(textBefore, kind);
  await turn(deps.signal);
  const after = await deps.readFileAsSdk(temporary, kind);
  await turn(deps.signal);
  // A file that it gave up before, for a section elsewhere, tells nothing about the edit.
  const gaveUp = isEmpty(before) && isEmpty(after) && textBefore !== '';
  if (gaveUp) return undefined;
  const asLoaded = edits.map((edit) => ({ ...edit, section: edit.section.replace(/^profile /, '') }));
  const changed = changedBeyond(before, after, asLoaded);
  if (changed === undefined) return undefined;
  const culprit = edits[asLoaded.findIndex(({ section }) => section === changed)] ?? edits[0];
  return culprit && likelyCulprit(readIni(textBefore), culprit.section);
}

/** Lets a signal be heard between two steps that take long on a large file. @throws the signal's reason */
async function turn(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  signal.throwIfAborted();
}

function isEmpty(values: Values): boolean {
  return Object.keys(values).length === 0;
}

function namesOf(edits: readonly SectionEdit[]): string {
  return edits.map(({ section }) => `[${section}]`).join(', ');
}

function cannotEdit(path: string, { section, line, what, tools, mend }: Obstacle): AwsMfaError {
  return new AwsMfaError(
    'file_unusable',
    `[${section}] cannot be written so that every tool reads it back. ${path}, line ${line}: ${what} (${tools}).`,
    mend,
  );
}
