/** `aws-mfa logout`: removes the keys that a login wrote to the credentials file, and nothing else. */
import { AwsMfaError, conflict } from '../../errors.ts';
import { withChosenBase } from '../../login/ask-user.ts';
import { findSession, storedIn, type Stored } from '../../login/stored-sessions.ts';
import { nameGiven } from '../../profiles/profile.ts';
import { formatLocal, OTHER_EXPIRY_KEYS } from '../../session/duration-and-expiry.ts';
import { checkEdit, saveEdit, type ApplyEdits } from '../../shared-files/edit-shared-file.ts';
import { readIni, type IniFile } from '../../shared-files/read-ini.ts';
import { abbreviateHome, expandHome, openFiles } from '../../shared-files/read-shared-files.ts';
import { ownValues, type Sections, type Values } from '../../shared-files/section-values.ts';
import type { Sourced } from '../../source.ts';
import { option, shellCommand } from '../../text/shell-command.ts';
import type { Context } from '../../context.ts';
import { removeKeys } from '../../shared-files/remove-keys.ts';
import type { SectionEdit } from '../../shared-files/edit-section.ts';
import { holdsTemporaryKey, isTemporary } from '../../profiles/profile-kind.ts';
import { sessionKeyNames, STALE_KEYS } from '../../session/session-keys.ts';

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
  if (options.all && given) throw conflict('--all and a profile');
  const { paths, shownPaths, files } = openFiles(context);
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
  const keyIds = sections.map((section) => files.credentials.get(section)?.get('aws_access_key_id'));
  const { accessKeyId, sessionToken } = environment;
  const isChosen = options.all || (given ?? environment.profile) !== undefined;
  // Within `exec`, which sets a session, the user may mean the profile of that command.
  if (
    accessKeyId !== undefined &&
    isTemporary(accessKeyId, sessionToken) &&
    !isChosen &&
    !keyIds.includes(accessKeyId)
  ) {
    const what = `The session of [${sections.join()}] is removed, not that of the access key in the environment (…${accessKeyId.slice(-4)}).`;
    output.say('warning', `${what} To select another profile: \`--profile NAME\``);
  }
  await context.files.probeWrite(path);
  const edits = logoutEdits(sections);
  let text = '';
  // The result is read from the edit: once that is saved, reading the file again could only turn success into failure.
  const apply: ApplyEdits = (bytes) => (text = takeOutSessions(bytes, sections));
  checkEdit({ kind: 'credentials', path, edits, apply }, context);
  const seen = files.credentialsFile.bytes;
  await saveEdit({ kind: 'credentials', path, edits, seen, apply }, context);
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
  if (accessKeyId !== undefined && keyIds.includes(accessKeyId))
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

/** Keys that only other tools write: with one of them, the session is not ours. */
const FOREIGN_KEYS: readonly string[] = OTHER_EXPIRY_KEYS;

/** Every key of our sessions, in every spelling: none of them is true without the session. */
const OUR_KEYS: readonly string[] = [
  ...sessionKeyNames({ base: '', serialNumber: '' }),
  ...STALE_KEYS.filter((key) => !FOREIGN_KEYS.includes(key)),
];

/** The sections with a session that this program wrote, in the order of the file. */
export function ourSections(file: IniFile): string[] {
  const values = ownValues(file);
  return Object.keys(values).filter((section) => isOurs(values, section));
}

/** The edits that remove the session from each section. */
export function logoutEdits(sections: readonly string[]): SectionEdit[] {
  return sections.map((section) => ({ section, set: [], drop: OUR_KEYS }));
}

/**
 * Removes all of them from a file that may have changed since. A session that is gone already is no error.
 * @throws AwsMfaError `configuration` if a section now holds something that is not ours
 */
export function takeOutSessions(bytes: string, sections: readonly string[]): string {
  const values = ownValues(readIni(bytes));
  const ours = sections.filter((section) => isOurs(values, section));
  const taken = sections.find(
    (section) => !isOurs(values, section) && OUR_KEYS.some((key) => values[section]?.[key]),
  );
  if (taken !== undefined) {
    throw new AwsMfaError(
      'file_changed',
      `Another program just changed [${taken}]: it no longer holds a session from aws-mfa.`,
      'To see what it holds:\n`aws-mfa status`',
    );
  }
  return removeKeys(bytes, ours, OUR_KEYS);
}

/**
 * Not ours are long-term keys beside our records, which the user put there; the keys of [DEFAULT], which are in every
 * section; and a session that another tool wrote over ours.
 */
function isOurs(values: Values, section: string): boolean {
  if (section === 'DEFAULT' || !Object.hasOwn(values, section)) return false;
  const keys = values[section] ?? {};
  if (!keys['x_source_profile'] || FOREIGN_KEYS.some((key) => keys[key])) return false;
  const hasKey = Boolean(keys['aws_access_key_id'] ?? keys['aws_secret_access_key']);
  return !hasKey || holdsTemporaryKey(keys);
}
