/**
 * The last step of a setup: shows what will be written, and writes it if the person agrees and the files have not
 * changed meanwhile.
 */
import { AwsMfaError, isStop, reworded } from '../../errors.ts';
import { shellCommand } from '../../text/shell-command.ts';
import { editSection, type SectionEdit } from '../../shared-files/edit-section.ts';
import { readIni } from '../../shared-files/read-ini.ts';
import { profileFlag, configHeader } from '../../profiles/profile.ts';
import { type SharedFiles, sectionValues } from '../../shared-files/section-values.ts';
import {
  abbreviatePaths,
  type SharedFilePaths,
  type ReadFiles,
} from '../../shared-files/read-shared-files.ts';
import { checkEdit, saveEdit, type ApplyEdits } from '../../shared-files/edit-shared-file.ts';
import type { Context, Questions } from '../../context.ts';
import type { LongTermKeys } from '../../profiles/profile-kind.ts';
import type { IniFile } from '../../shared-files/ini-file.ts';

/** What is to be written, and where. */
export interface SetupWriting {
  base: string;
  changes: readonly SetupChange[];
  /** The files as they were when the questions were asked. */
  seen: ReadFiles;
  paths: SharedFilePaths;
}

/**
 * @throws AwsMfaError of every kind; it says what is written already, where anything is
 */
export async function writeSetup(
  { base, changes, seen, paths }: SetupWriting,
  questions: Questions,
  context: Context,
): Promise<void> {
  if (changes.length === 0) {
    context.output.say('note', 'All is there already; nothing needs to be written.');
    return;
  }
  const shown = abbreviatePaths(paths, context.files.home);
  for (const file of new Set(changes.map(({ file }) => file))) await context.files.probeWrite(paths[file]);
  const tried = changes.map(({ file, edit }) => {
    const apply = unlessChanged(edit, file, shown[file], seen);
    checkEdit({ path: paths[file], edits: [edit], apply }, context);
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
    const final = {
      kind: file,
      path: paths[file],
      edits: [edit],
      seen: seen[`${file}File`].bytes,
      apply,
    };
    const notes = await saveEdit(final, context).catch((error: unknown) => {
      throw halfDone(error, done, goOn);
    });
    done.push(`[${edit.section}] in ${shown[file]}`);
    notes.forEach((note) => context.output.say('note', note));
    context.output.say('result', `Written: [${edit.section}] in ${shown[file]}`);
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
      'file_changed',
      `[${edit.section}] in ${shown} has changed meanwhile: another ${key} stands there now. It stays.`,
      'Have a look at it; then, if need be: `aws-mfa setup`',
    );
  };
}

/** One file is written and the other is not: whoever mends what was in the way runs the set-up again. */
function halfDone(error: unknown, done: readonly string[], goOn: string): unknown {
  if (done.length === 0 || !(error instanceof AwsMfaError)) return error;
  const what = isStop(error.kind) ? 'Cancelled half way.' : error.message;
  return reworded(error, {
    message: `${what} Already written: ${done.join(', ')}.`,
    also: `Then go on: ${goOn}`,
  });
}

/** Only what is to change. */
export interface SetupAnswers {
  base: string;
  keys: LongTermKeys | undefined;
  region: string | undefined;
  serialNumber: string | undefined;
}

export interface SetupChange {
  file: 'credentials' | 'config';
  edit: SectionEdit;
}

type Pair = readonly [key: string, value: string];

/** The edit of each file, the keys first: with them alone a login is possible. */
export function setupChanges(answers: SetupAnswers, files: SharedFiles): SetupChange[] {
  const { base, keys } = answers;
  const settings = (
    [
      ['region', answers.region],
      ['mfa_serial', answers.serialNumber],
    ] as const
  ).flatMap(([key, value]): Pair[] => (value === undefined ? [] : [[key, value]]));
  // A setting beside the keys beats the one in the config file, so that it is changed where it stands.
  const isBeside = ([key]: Pair) => Boolean(files.credentials.get(base)?.get(key));
  const keyPairs: Pair[] = keys
    ? [
        ['aws_access_key_id', keys.accessKeyId],
        ['aws_secret_access_key', keys.secretAccessKey],
      ]
    : [];
  const inCredentials = [...keyPairs, ...settings.filter(isBeside)];
  const inConfig = settings.filter((pair) => !isBeside(pair));
  // The token of a session would turn long-term keys into others.
  const drop = keys ? ['aws_session_token', 'aws_security_token'] : [];
  const changes: SetupChange[] = [
    { file: 'credentials', edit: { section: base, set: inCredentials, drop } },
    {
      file: 'config',
      edit: { section: configHeader(base), set: inConfig, drop: [] },
    },
  ];
  return changes.filter(({ edit }) => edit.set.length > 0);
}

/** Each section, and below it a line a key, as it will stand in the file; but the secret is not shown. */
export function changeLines(changes: readonly SetupChange[], paths: SharedFilePaths): string[] {
  return changes.flatMap(({ file, edit }) => [
    `${paths[file]}, [${edit.section}]`,
    ...edit.set.map(([key, value]) =>
      key === 'aws_secret_access_key' ? `  ${key} (not shown)` : `  ${key} = ${value}`,
    ),
  ]);
}

/**
 * The first key of an edit that is another now than when the questions were asked, and than it is to become.
 * @returns nothing where there is none
 */
export function changedMeanwhile(
  { section, set, drop }: SectionEdit,
  seen: IniFile,
  now: IniFile,
): string | undefined {
  const wanted = new Map(set);
  const [before, after] = [sectionValues(seen, section), sectionValues(now, section)];
  return [...wanted.keys(), ...drop].find((key) => {
    const value = after?.get(key);
    return value !== before?.get(key) && value !== wanted.get(key);
  });
}
