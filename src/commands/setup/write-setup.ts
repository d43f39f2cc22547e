/** The last step of a set-up: it says what goes where, and writes it where the person agrees. */
import { AwsMfaError, isStop } from '../../errors.ts';
import { shellCommand } from '../../shell-command.ts';
import { editSection, type SectionEdit } from '../../domain/ini/edit-section.ts';
import { readIni } from '../../domain/ini/read-ini.ts';
import { profileFlag } from '../../domain/profiles/profile-flag.ts';
import { abbreviateHome, type SharedFilePaths } from '../../domain/profiles/shared-file-paths.ts';
import { changedMeanwhile } from '../../domain/setup/changed-meanwhile.ts';
import { changeLines, type SetupChange } from '../../domain/setup/setup-changes.ts';
import { checkEdit, saveEdit, type ApplyEdits } from '../files/edit-shared-file.ts';
import type { Questions } from '../person/questions.ts';
import type { ReadFiles } from '../files/read-shared-files.ts';
import type { EnsureSessionDeps } from '../session/ensure-session.ts';

/**
 * @param seen the files as they were when the questions were asked
 * @throws AwsMfaError of every kind; it says what is written already, where anything is
 */
export async function writeSetup(
  base: string,
  changes: readonly SetupChange[],
  seen: ReadFiles,
  paths: SharedFilePaths,
  questions: Questions,
  deps: EnsureSessionDeps,
): Promise<void> {
  if (changes.length === 0) {
    deps.say('note', 'All is there already; nothing needs to be written.');
    return;
  }
  const shown = {
    credentials: abbreviateHome(paths.credentials, deps.home),
    config: abbreviateHome(paths.config, deps.home),
  };
  for (const file of new Set(changes.map(({ file }) => file))) await deps.probeWrite(paths[file]);
  const tried = changes.map(({ file, edit }) => {
    const apply = unlessChanged(edit, file, shown[file], seen);
    checkEdit(paths[file], [edit], deps, apply);
    return { file, edit, apply };
  });
  // One question with what it is about: notes may go elsewhere, into a file.
  const question = ['This is to be written:', ...changeLines(changes, shown), 'Write it?'].join('\n  ');
  if (!(await questions.askYesNo(question))) {
    throw new AwsMfaError('cancelled', 'Cancelled; nothing was written.');
  }
  const goOn = shellCommand('aws-mfa', 'setup', ...profileFlag(base));
  const done: string[] = [];
  for (const { file, edit, apply } of tried) {
    const { bytes } = seen[`${file}File`];
    const notes = await saveEdit(file, paths[file], [edit], bytes, deps, apply).catch((error: unknown) => {
      throw halfDone(error, done, goOn);
    });
    done.push(`[${edit.section}] in ${shown[file]}`);
    notes.forEach((note) => deps.say('note', note));
    deps.say('result', `Written: [${edit.section}] in ${shown[file]}`);
  }
}

/** Whoever has put a key there meanwhile, another set-up or `aws configure`, would lose it. */
function unlessChanged(
  edit: SectionEdit,
  file: SetupChange['file'],
  shown: string,
  seen: ReadFiles,
): ApplyEdits {
  return (text) => {
    const key = changedMeanwhile(edit, seen[`${file}File`], readIni(text));
    if (key === undefined) return editSection(text, edit);
    throw new AwsMfaError(
      'configuration',
      `[${edit.section}] in ${shown} has changed meanwhile: another ${key} stands there now. It stays.`,
      'Have a look at it; then, if need be: `aws-mfa setup`',
    );
  };
}

/** One file is written and the other is not: whoever mends what was in the way runs the set-up again. */
function halfDone(error: unknown, done: readonly string[], goOn: string): unknown {
  if (done.length === 0 || !(error instanceof AwsMfaError)) return error;
  const { kind, message, remedy = '' } = error;
  const what = `${isStop(kind) ? 'Cancelled half way.' : message} Already written: ${done.join(', ')}.`;
  return new AwsMfaError(kind, what, `${remedy}\nThen go on: ${goOn}`.trim(), error);
}
