/** The last step of a setup: shows the changes, and makes them if the user agrees and nobody else changed the files. */
import type { Context, Questions } from '../../context.ts';
import { AwsMfaError, isStop, reworded } from '../../errors.ts';
import { saveChange, tryChange, type SettingsChange, type TriedChange } from '../../login/save-settings.ts';
import { profileFlag } from '../../profiles/profile.ts';
import type { OpenedFiles, SharedFilePaths } from '../../shared-files/read-shared-files.ts';
import { shellCommand } from '../../text/shell-command.ts';

/**
 * @param opened as the files were when the questions were asked
 * @throws AwsMfaError of every kind; it says what was saved before, if anything was
 */
export async function writeSetup(
  { base, changes, opened }: { base: string; changes: readonly SettingsChange[]; opened: OpenedFiles },
  questions: Questions,
  context: Context,
): Promise<void> {
  const hint = 'Check it, then run setup again:\n`aws-mfa setup`';
  const tried: TriedChange[] = [];
  for (const change of changes) tried.push(await tryChange(change, opened, hint, context));
  // In the question itself: notes may be redirected to a file.
  const lines = changeLines(changes, opened.shownPaths);
  if (!(await questions.askYesNo(['These changes will be made:', ...lines, 'Save them?'].join('\n  '))))
    throw new AwsMfaError('cancelled', 'Canceled; nothing was written.');
  const done: string[] = [];
  for (const change of tried) {
    await saveChange(change, context).catch((error: unknown) => {
      if (done.length === 0 || !(error instanceof AwsMfaError)) throw error;
      const what = isStop(error.kind) ? 'Setup was canceled.' : error.message;
      const again = shellCommand('aws-mfa', 'setup', ...profileFlag(base));
      const message = `${what} Already saved: ${done.join(', ')}.`;
      throw reworded(error, { message, also: `Then run setup again:\n${again}` });
    });
    done.push(change.name);
    context.output.say('result', `Saved ${change.name}`);
  }
}

/** Each section, and below it its new lines; the secret is not shown. */
export function changeLines(changes: readonly SettingsChange[], paths: SharedFilePaths): string[] {
  return changes.flatMap(({ file, edit }) => [
    `${paths[file]}, [${edit.section}]`,
    ...edit.set.map(([key, value]) =>
      key === 'aws_secret_access_key' ? `  ${key} (hidden)` : `  ${key} = ${value}`,
    ),
  ]);
}
