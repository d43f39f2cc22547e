/** Offers to move the access key into a store, if there is one. */
import { AwsMfaError, adviceText } from '../../errors.ts';
import { profilesOf, settingOf } from '../../profiles/profile.ts';
import { profileKind } from '../../profiles/profile-kind.ts';
import { openSharedFiles } from '../../shared-files/read-shared-files.ts';
import { firstStore } from '../../stores/keep-key.ts';
import { STORES } from '../../stores/stores.ts';
import type { Context, Questions } from '../../context.ts';

/** What `aws-mfa protect` does. */
export type Protect = (
  options: { profile: string; store: string; yes: true },
  context: Context,
) => Promise<void>;

/** The setup is complete: a failure is a warning, and canceling here means no. */
export async function offerStore(
  base: string,
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
      await protect({ profile: base, store, yes: true }, context);
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof AwsMfaError)) throw error;
    if (error.kind !== 'cancelled') context.output.say('warning', adviceText(error));
  }
}

/** @returns the file that has the access key of the profile, for people; undefined if none has */
function plainKeyPath(base: string, { environment, files }: Context): string | undefined {
  const opened = openSharedFiles(environment, files);
  const profile = profilesOf(opened.files).get(base);
  const source = settingOf(profile, 'aws_access_key_id')?.source;
  if (!profile || profileKind(profile).kind !== 'long-term' || !source) return undefined;
  return opened.shownPaths[source.file];
}
