/** The last step of a setup: shows the changes, and makes them if the user agrees and nobody else changed the files. */
import { AwsMfaError, isStop, reworded } from '../../errors.ts';
import { shellCommand } from '../../text/shell-command.ts';
import { configHeader, profileFlag } from '../../profiles/profile.ts';
import { settingPlaces, unlessChanged, type Setting } from '../../profiles/save-settings.ts';
import type { SectionEdit } from '../../shared-files/edit-section.ts';
import type { SharedFiles } from '../../shared-files/section-values.ts';
import {
  abbreviatePaths,
  type SharedFilePaths,
  type ReadFiles,
} from '../../shared-files/read-shared-files.ts';
import { checkEdit, saveEdit } from '../../shared-files/edit-shared-file.ts';
import type { Context, Questions } from '../../context.ts';
import type { LongTermKeys } from '../../profiles/profile-kind.ts';

export interface SetupWriting {
  base: string;
  changes: readonly SetupChange[];
  /** The files as they were when the questions were asked. */
  seen: ReadFiles;
  paths: SharedFilePaths;
}

/** @throws AwsMfaError of every kind; it says what was saved before, if anything was */
export async function writeSetup(
  { base, changes, seen, paths }: SetupWriting,
  questions: Questions,
  context: Context,
): Promise<void> {
  if (changes.length === 0) {
    context.output.say('note', 'Everything is configured already.');
    return;
  }
  const shown = abbreviatePaths(paths, context.files.home);
  for (const file of new Set(changes.map(({ file }) => file))) await context.files.probeWrite(paths[file]);
  const tried = changes.map(({ file, edit }) => {
    const name = `[${edit.section}] in ${shown[file]}`;
    const hint = 'Check it, then run setup again:\n`aws-mfa setup`';
    const apply = unlessChanged(edit, { name, seen: seen[`${file}File`], hint });
    const final = { kind: file, path: paths[file], edits: [edit], seen: seen[`${file}File`].bytes, apply };
    checkEdit(final, context);
    return { final, name };
  });
  // In the question itself: notes may be redirected to a file.
  const question = ['These changes will be made:', ...changeLines(changes, shown), 'Save them?'].join('\n  ');
  if (!(await questions.askYesNo(question)))
    throw new AwsMfaError('cancelled', 'Canceled; nothing was written.');
  const done: string[] = [];
  for (const { final, name } of tried) {
    const notes = await saveEdit(final, context).catch((error: unknown) => {
      if (done.length === 0 || !(error instanceof AwsMfaError)) throw error;
      const what = isStop(error.kind) ? 'Setup was canceled.' : error.message;
      const again = shellCommand('aws-mfa', 'setup', ...profileFlag(base));
      const message = `${what} Already saved: ${done.join(', ')}.`;
      throw reworded(error, { message, also: `Then run setup again:\n${again}` });
    });
    done.push(name);
    notes.forEach((note) => context.output.say('note', note));
    context.output.say('result', `Saved ${name}`);
  }
}

/** What is to change; undefined for what stays as it is. */
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

/** The edit of each file, the keys first: a login needs nothing else. */
export function setupChanges(answers: SetupAnswers, files: SharedFiles): SetupChange[] {
  const { base, keys, region, serialNumber } = answers;
  const settings: Setting[] = [];
  if (region !== undefined) settings.push(['region', region]);
  if (serialNumber !== undefined) settings.push(['mfa_serial', serialNumber]);
  const { credentials: inCredentials, config: inConfig } = settingPlaces(base, settings, files);
  if (keys)
    inCredentials.unshift(
      ['aws_access_key_id', keys.accessKeyId],
      ['aws_secret_access_key', keys.secretAccessKey],
    );
  // With a session token, tools would take long-term keys for temporary ones.
  const drop = keys ? ['aws_session_token', 'aws_security_token'] : [];
  const changes: SetupChange[] = [
    { file: 'credentials', edit: { section: base, set: inCredentials, drop } },
    { file: 'config', edit: { section: configHeader(base), set: inConfig, drop: [] } },
  ];
  return changes.filter(({ edit }) => edit.set.length > 0);
}

/** Each section, and below it its new lines; the secret is not shown. */
export function changeLines(changes: readonly SetupChange[], paths: SharedFilePaths): string[] {
  return changes.flatMap(({ file, edit }) => [
    `${paths[file]}, [${edit.section}]`,
    ...edit.set.map(([key, value]) =>
      key === 'aws_secret_access_key' ? `  ${key} (hidden)` : `  ${key} = ${value}`,
    ),
  ]);
}
