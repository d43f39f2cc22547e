/**
 * Checks role profiles: the errors for those that no session can serve (they use long-term keys, or are in another
 * partition), and the settings with which tools cannot assume the role with a session, although `export` can.
 */
import { AwsMfaError, type Advice } from '../errors.ts';
import { accountOfArn, foreignRoles, isOtherPartition, type Account } from '../profiles/accounts.ts';
import { hasSeveralBases, mfaProfileOf, recordOf } from '../profiles/mfa-record.ts';
import {
  asRoleProfile,
  beatsSession,
  canBeBase,
  kindOf,
  ownExport,
  profileKind,
  rolesFrom,
  sourcesOf,
  type RoleProfile,
} from '../profiles/profile-kind.ts';
import { configureSet, settingOf, USUAL_NAME, type Profiles } from '../profiles/profile.ts';
import { ROLE_SECONDS } from '../session/duration-and-expiry.ts';
import { sourceName, type Sourced } from '../source.ts';
import { option, shellCommand } from '../text/shell-command.ts';

/**
 * @param name the profile that is selected
 * @param command for the hint
 * @throws AwsMfaError `configuration` if it is a role profile that gets its credentials from a base profile's own keys:
 *   no session helps it
 */
export function checkUsesSession(
  name: string,
  profiles: Profiles,
  command: readonly string[] = ['login'],
): void {
  // From the profile that was named to the one with the keys.
  const sources = sourcesOf(name, profiles);
  const [lowest = '', base = ''] = sources.slice(-2);
  if (sources.length < 2 || !canBeBase(kindOf(base, profiles))) return;
  const asks = settingOf(profiles.get(lowest), 'mfa_serial');
  const value = sectionForRole(base, profiles) ?? 'NAME';
  const [verb = '', ...others] = command;
  const ownSession = [verb, ...option('--profile', name), '--mfa-profile', 'NAME', ...others];
  throw new AwsMfaError(
    'role_without_session',
    `The role profile "${name}" uses the long-term access key of "${base}", not its session, so ${asks ? 'every command would prompt for a code' : 'the role would be assumed without MFA'}.`,
    [
      `To use the session:\n${configureSet('source_profile', value, option('--profile', lowest))}`,
      ...(asks ? [`Also remove ${sourceName(asks.source)}.`] : []),
      // Only the first role of a chain can be assumed with long-term keys and a code.
      ...(sources.length === 2
        ? [`Or use a session of the role itself:\n${shellCommand('aws-mfa', ...ownSession)}`]
        : []),
    ].join('\n'),
  );
}

/**
 * @param named the profile that is selected
 * @throws AwsMfaError `configuration` if it has keys, and a role or an SSO sign-in that tools use instead of them
 */
export function checkKeysAreUsed(named: Sourced<string> | undefined, profiles: Profiles): void {
  const profile = profiles.get(named?.value ?? '');
  // As the source of a role profile its keys are used.
  if (!named || !profile || named.source.kind === 'setting') return;
  const winner = beatsSession(profile);
  if (!winner || !['long-term', 'our-session', 'temporary'].includes(profileKind(profile).kind)) return;
  throw new AwsMfaError(
    'overridden_keys',
    `${sourceName(winner.source)} overrides the access key of the same profile, so tools act for another identity.`,
    'Move the access key, or the role or SSO settings, to a profile of their own.',
  );
}

/**
 * @param named the profile whose session is wanted; undefined for `default`
 * @throws AwsMfaError `configuration` if tools would use another identity than this session, or fail with it
 */
export function checkSelection(named: Sourced<string> | undefined, profiles: Profiles): void {
  const name = named?.value ?? 'default';
  checkKeysAreUsed(named, profiles);
  checkUsesSession(name, profiles);
  checkRoleSettings(name, profiles);
}

/** The MFA profile that a role profile on these keys should use; undefined if its name is not free for them. */
export function sectionForRole(base: string, profiles: Profiles): string | undefined {
  const section = mfaProfileOf(base, profiles);
  const record = recordOf(profiles.get(section));
  // Among several base profiles, `mfa` belongs to `default` until a login says otherwise.
  if (!record && base !== 'default' && hasSeveralBases(profiles)) return undefined;
  const owner = record?.base.value ?? base;
  const isFree =
    owner === base && !canBeBase(kindOf(section, profiles)) && !foreignRoles(section, base, profiles);
  return isFree && !section.startsWith('-') ? section : undefined;
}

/**
 * @param name the profile that is selected
 * @param session the account of the session that it would use, and its section
 * @throws AwsMfaError `configuration` if it is a role profile of another partition
 */
export function checkRolePartition(
  name: string,
  session: Account & { section: string },
  profiles: Profiles,
): void {
  for (const role of rolesFrom(name, profiles)) {
    const error = wrongPartition(role, session);
    if (error) throw error;
  }
}

/** The error for a role profile in another partition than the session; undefined if that is not so. */
export function wrongPartition(
  { profile, arn }: RoleProfile,
  session: Account & { section: string },
): AwsMfaError | undefined {
  const account = accountOfArn(arn.value);
  if (!isOtherPartition(account, session)) return undefined;
  return new AwsMfaError(
    'wrong_partition',
    `The role of "${profile.name}" is in the partition ${account.partition ?? ''}, but the session in [${session.section}] is in ${session.partition ?? ''}.`,
    `Set its source_profile to an MFA profile in the partition ${account.partition ?? ''}.`,
  );
}

/** Whether role profiles with this source use a session: it has one, gives one, or gets one at the first login. */
export function givesSession(section: string, profiles: Profiles): boolean {
  const kind = kindOf(section, profiles);
  if (!kind || kind.kind === 'no-keys') return section === USUAL_NAME;
  return kind.kind === 'our-session' || kind.kind === 'temporary' || ownExport(kind) !== undefined;
}

/**
 * @param section whose session the role profiles use
 * @returns at most one note for each setting
 */
export function roleNotes(section: string, roles: readonly RoleProfile[]): Advice[] {
  const note = (key: string, why: string, more = ''): Advice[] => {
    const found = roles.flatMap(({ profile }) => {
      const setting = settingOf(profile, key);
      return setting && isUnfit(key, setting.value) ? [sourceName(setting.source)] : [];
    });
    const hint = `To remove it:\n\`aws-mfa doctor --fix\`${more}`;
    return found.length > 0 ? [{ message: `${found.join(', ')}: ${why}`, hint }] : [];
  };
  return [
    ...note(
      'mfa_serial',
      `the session in [${section}] needs no second code. With this setting, Go and Terraform reject the profile, and the AWS CLI prompts again.`,
    ),
    // SDKs assume the role with the keys of a session, which AWS calls role chaining.
    ...note(
      'duration_seconds',
      'a role that is assumed with a session lasts 3600 seconds at most, and AWS rejects more.',
      '\nFor longer sessions:\n`aws-mfa login --profile ROLE --mfa-profile NAME`',
    ),
  ];
}

/** The settings that {@link isUnfit} judges. */
export const UNFIT_SETTINGS = ['mfa_serial', 'duration_seconds'] as const;

/** Whether a role profile that uses a session must not have this setting. */
export function isUnfit(key: string, value: string): boolean {
  return key === 'mfa_serial' || Number(value) > ROLE_SECONDS.usual;
}

/** The same for the role profiles that a tool follows from the selected one to the session; none for any other profile. */
export function selectedRoleNotes(name: string, profiles: Profiles): Advice[] {
  const names = sourcesOf(name, profiles);
  const section = names.at(-1) ?? '';
  if (!givesSession(section, profiles)) return [];
  const followed = names.map((each) => asRoleProfile(profiles.get(each)));
  // What is behind an export of this program is assumed by this program.
  const end = followed.indexOf(undefined);
  return roleNotes(
    section,
    followed.slice(0, end).filter((role) => role !== undefined),
  );
}

/**
 * @param name the profile that is selected
 * @param also another way, for the hint
 * @throws AwsMfaError `configuration` if tools would fail with it, or ask for a code
 */
export function checkRoleSettings(name: string, profiles: Profiles, also?: string): void {
  const [note] = selectedRoleNotes(name, profiles);
  if (!note) return;
  const hint = [note.hint, also].filter(Boolean).join('\n');
  throw new AwsMfaError('invalid_setting', note.message, hint);
}
