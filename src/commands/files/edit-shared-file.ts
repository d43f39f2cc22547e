/** An edit of a shared file: tried out before a code is asked for, and made for good when there is a session. */
import { AwsMfaError } from '../../errors.ts';
import { editObstacle, likelyCulprit } from '../../domain/ini/edit-obstacle.ts';
import { editSection, type SectionEdit } from '../../domain/ini/edit-section.ts';
import type { IniFault } from '../../domain/ini/ini-faults.ts';
import { lostPart } from '../../domain/ini/lost-part.ts';
import { changedBeyond } from '../../domain/ini/read-back.ts';
import { readIni } from '../../domain/ini/read-ini.ts';
import type { Values } from '../../domain/ini/section-values.ts';
import type { SharedFileKind } from '../../domain/profiles/shared-file-paths.ts';
import { timed, type TimedDeps } from '../person/timed.ts';

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

/** How an edit is carried out: text before, one character a byte (latin1), to text after. Pure. */
export type ApplyEdit = (text: string, edit: SectionEdit) => string;

/** @throws AwsMfaError `configuration` with the line that stands in the way, and how to mend it */
export function checkEdit(
  path: string,
  edit: SectionEdit,
  deps: EditSharedFileDeps,
  apply: ApplyEdit = editSection,
): void {
  const text = deps.readTextFile(path) ?? '';
  const obstacle = editObstacle(text, edit, apply(text, edit));
  if (obstacle) throw cannotEdit(path, edit.section, obstacle);
}

/**
 * Makes the edit on what is in the file now, and reads the result back in two readers before it counts.
 * @param seen the text of the file when this run first read it: nothing that it held may be missing now
 * @param apply for an edit of another kind, which leaves the section as `edit` describes it
 * @returns notes for the person
 * @throws AwsMfaError `configuration`; the file is as it was
 */
export async function saveEdit(
  kind: SharedFileKind,
  path: string,
  edit: SectionEdit,
  seen: string,
  deps: EditSharedFileDeps,
  apply: ApplyEdit = editSection,
): Promise<string[]> {
  const update: FileUpdate = {
    path,
    edit: (text = '') => apply(text, edit),
    // The file may have changed since it was tried out, so nothing that was found then is taken on trust.
    verify: async (temporary, before = '', after) => {
      const obstacle =
        editObstacle(before, edit, after) ?? (await misreadBySdk(kind, temporary, before, edit, deps));
      if (obstacle) throw cannotEdit(path, edit.section, obstacle);
    },
    seen,
    lostPart,
    signal: deps.signal,
  };
  const { notes } = await timed(`writing [${edit.section}] to ${path}`, () => deps.updateFile(update), deps);
  return notes;
}

async function misreadBySdk(
  kind: SharedFileKind,
  temporary: string,
  textBefore: string,
  edit: SectionEdit,
  deps: EditSharedFileDeps,
): Promise<IniFault | undefined> {
  const before = await deps.readTextAsSdk(textBefore, kind);
  const after = await deps.readFileAsSdk(temporary, kind);
  // A file that it gave up before, for a section elsewhere, tells nothing about the edit.
  const gaveUp = isEmpty(before) && isEmpty(after) && textBefore !== '';
  const section = edit.section.replace(/^profile /, '');
  if (gaveUp || changedBeyond(before, after, section, edit) === undefined) return undefined;
  return likelyCulprit(readIni(textBefore), edit.section);
}

function isEmpty(values: Values): boolean {
  return Object.keys(values).length === 0;
}

function cannotEdit(path: string, section: string, { line, what, tools, mend }: IniFault): AwsMfaError {
  return new AwsMfaError(
    'configuration',
    `[${section}] cannot be written so that every tool reads it back. ${path}, line ${line}: ${what} (${tools}).`,
    mend,
  );
}
