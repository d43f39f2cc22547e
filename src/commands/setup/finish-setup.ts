/**
 * The last steps of a setup: saves the changes if the user agrees and nobody else changed the files, and offers to move
 * the access key into a store.
 */
import type { Context, Questions } from '../../context.ts';
import { AwsMfaError, isStop, reworded, adviceText } from '../../errors.ts';
import { saveChange, tryChange, type SettingsChange, type TriedChange } from '../../login/save-settings.ts';
import { profileFlag, profilesOf, settingOf } from '../../profiles/profile.ts';
import { type OpenedFiles, type SharedFilePaths, openFiles } from '../../shared-files/read-shared-files.ts';
import { shellCommand } from '../../text/shell-command.ts';
import { profileKind } from '../../profiles/profile-kind.ts';
import { firstStore } from '../../stores/keep-key.ts';
import { STORES } from '../../stores/stores.ts';

/**
 * Shows the changes, and makes them.
 * @param opened as the files were when the questions were asked
 * @throws AwsMfaError of every kind; it says what was saved before, if anything was
 */
export async function writeSetup(
  { base, changes, opened }: { base: string; changes: readonly SettingsChange[]; opened: OpenedFiles },
  questions: Questions,
  context: Context,
): Promise<void> {
  const again = shellCommand('aws-mfa', 'setup', ...profileFlag(base));
  const hint = `Check it, then run setup again:\n${again}`;
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

/** What `aws-mfa protect` does. */
export type Protect = (
  options: { profile: string; store: string; yes: true; region?: string },
  context: Context,
) => Promise<void>;

/** The setup is complete: a failure is a warning, and canceling here means no. */
export async function offerStore(
  { login: { profile: base }, wanted }: { login: { profile: string }; wanted: { region?: string } },
  { questions, protect }: { questions: Questions; protect: Protect },
  context: Context,
): Promise<void> {
  try {
    const path = plainKeyPath(base, context);
    const store = path === undefined ? undefined : await firstStore(context);
    if (store === undefined) return;
    const { title, isOfSystem } = STORES[store];
    const question = `Move the access key from ${path}, where it is in plain text, to ${title}?`;
    if (await questions.askYesNo(question, isOfSystem === true))
      await protect({ profile: base, store, yes: true, ...wanted }, context);
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof AwsMfaError)) throw error;
    if (error.kind !== 'cancelled') context.output.say('warning', adviceText(error));
  }
}

/** @returns the file that has the access key of the profile, for people; undefined if none has */
function plainKeyPath(base: string, context: Context): string | undefined {
  const opened = openFiles(context);
  const profile = profilesOf(opened.files).get(base);
  const source = settingOf(profile, 'aws_access_key_id')?.source;
  if (!profile || profileKind(profile).kind !== 'long-term' || !source) return undefined;
  return opened.shownPaths[source.file];
}
