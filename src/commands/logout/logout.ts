/** `aws-mfa logout`: removes the keys that a login wrote to the credentials file, and nothing else. */
import { logoutEdits, ourSections, takeOutSessions } from './our-session.ts';
import { AwsMfaError } from '../../errors.ts';
import { withChosenBase } from '../../login/choose-base.ts';
import { findSession, storedIn, type Stored } from '../../login/stored-sessions.ts';
import { nameGiven } from '../../profiles/profile.ts';
import { formatLocal } from '../../session/duration-and-expiry.ts';
import { checkEdit, saveEdit, type ApplyEdits } from '../../shared-files/edit-shared-file.ts';
import { readIni } from '../../shared-files/read-ini.ts';
import { abbreviateHome, expandHome, openSharedFiles } from '../../shared-files/read-shared-files.ts';
import { ownValues, type Sections } from '../../shared-files/section-values.ts';
import type { Sourced } from '../../source.ts';
import { option, shellCommand } from '../../text/shell-command.ts';
import type { Context } from '../../context.ts';

/** The options as typed. */
export interface LogoutOptions {
  profile?: string;
  all?: boolean;
  debug?: boolean;
}

/**
 * @param name the argument
 * @throws AwsMfaError `usage` or `configuration`; the file is then as it was
 */
export async function logout(
  name: string | undefined,
  options: LogoutOptions,
  context: Context,
): Promise<void> {
  const { environment, output } = context;
  const given = nameGiven(name, options.profile);
  if (options.all && given) {
    throw new AwsMfaError(
      'conflicting_options',
      '--all cannot be combined with a profile.',
      'Leave out one of the two.',
    );
  }
  const { paths, shownPaths, files } = openSharedFiles(environment, context.files);
  const [path, shownPath] = [paths.credentials, shownPaths.credentials];
  const stored = storedIn(files, environment, context.clock.now());
  const ours = ourSections(files.credentialsFile);
  const sections = options.all ? ours : await sectionsOf(given, ours, stored, context);
  if (sections.length === 0) {
    const selected = (given ?? environment.profile)?.value ?? 'default';
    const of =
      ours.length === 0 ? `${shownPath} has no session from aws-mfa` : `Profile "${selected}" has no session`;
    output.say('result', `${of}; nothing was changed.`);
    if (ours.length > 0) output.say('note', otherSessions(ours, files.credentials));
    return;
  }
  await context.files.probeWrite(path);
  const edits = logoutEdits(sections);
  let text = '';
  // The result is read from the edit: once that is saved, reading the file again could only turn success into failure.
  const apply: ApplyEdits = (bytes) => (text = takeOutSessions(bytes, sections));
  checkEdit({ path, edits, apply }, context);
  const seen = files.credentialsFile.bytes;
  const notes = await saveEdit({ kind: 'credentials', path, edits, seen, apply }, context);
  const left = ownValues(readIni(text));
  const removed = sections.map((section) => ({
    name: section in left ? `from [${section}] in ${shownPath}` : `[${section}] from ${shownPath}`,
    session: stored.sessions.find(({ profile }) => profile === section),
  }));
  const valid = removed.filter(({ session }) => session && session.secondsLeft !== 0);
  for (const each of removed) {
    const cutOff =
      each === valid.at(-1) ? `; to cut it off: ${shellCommand('aws-mfa', 'logout', '--help')}` : '.';
    const { expiration } = each.session ?? {};
    const until = `AWS keeps it valid until ${expiration ? formatLocal(expiration) : 'it expires'}`;
    output.say(
      'result',
      `Removed the session ${each.name}.${valid.includes(each) ? ` ${until}${cutOff}` : ''}`,
    );
  }
  notes.forEach((note) => output.say('note', note));
  const keyIds = sections.map((section) => files.credentials.get(section)?.get('aws_access_key_id'));
  if (environment.accessKeyId !== undefined && keyIds.includes(environment.accessKeyId))
    output.say(
      'warning',
      `The environment of this shell still has its keys. To remove them:\n${shellCommand('unset', ...EXPORTED)}`,
    );
  if (valid.length > 0) await noteRoleCache(context);
}

/** Sessions that were not selected, with the command that removes one. */
function otherSessions(sections: readonly string[], credentials: Sections): string {
  const listed = sections.map((section) => {
    const base = credentials.get(section)?.get('x_source_profile') ?? '';
    return `[${section}] (base profile "${base}")`;
  });
  const name = sections.length === 1 ? sections.join() : 'NAME';
  const command = shellCommand('aws-mfa', 'logout', ...option('--profile', name));
  return `Other sessions from aws-mfa: ${listed.join(', ')}. To remove one:\n${command}`;
}

/** The variables that `aws-mfa export` sets. */
const EXPORTED = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
];

/** The AWS CLI keeps the sessions of roles there, whatever credentials file is set. */
async function noteRoleCache({ files, output }: Context): Promise<void> {
  if (files.home === undefined) return;
  const path = expandHome('~/.aws/cli/cache', files.home);
  const cache = abbreviateHome(path, files.home);
  const state = await files.fileState(path).catch(() => undefined);
  if (!state || state.kind === 'missing') return;
  const what = `Role sessions that the AWS CLI made with it are in ${cache}, valid for up to an hour.`;
  output.say('note', `${what} To delete them:\n${shellCommand('rm', '-r', { path: cache })}`);
}

/** @param ours the sections with a session that this program wrote */
async function sectionsOf(
  given: Sourced<string> | undefined,
  ours: readonly string[],
  stored: Stored,
  context: Context,
): Promise<string[]> {
  // A section may have some of our keys without a session.
  if (given && ours.includes(given.value)) return [given.value];
  const { environment } = context;
  const session = await withChosenBase(
    (chosenBase) => findSession(given ?? environment.profile, { ...stored, chosenBase }),
    !environment.ci,
    context,
  );
  if (!session || ours.includes(session.profile)) return session ? [session.profile] : [];
  throw new AwsMfaError(
    'not_our_session',
    `Another tool wrote the session in [${session.profile}]; aws-mfa removes only its own.`,
    'End it with that tool, or remove the section by hand.',
  );
}
