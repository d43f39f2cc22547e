/** The errors for a role profile that no session can serve: it uses long-term keys, or is in another partition. */
import { AwsMfaError } from '../errors.ts';
import { accountOfArn, foreignRoles, isOtherPartition, type Account } from '../profiles/accounts.ts';
import { hasSeveralBases, mfaProfileOf, recordOf } from '../profiles/mfa-record.ts';
import { asRoleProfile, beatsSession, canBeBase, kindOf, profileKind, sourcesOf } from '../profiles/profile-kind.ts';
import { configureSet, settingOf, type Profile, type Profiles } from '../profiles/profile.ts';
import { sourceName, type Sourced } from '../source.ts';
import { option, shellCommand } from '../text/shell-command.ts';

/**
 * @param name the profile that is selected
 * @param command for the hint
 * @throws AwsMfaError `configuration` if it is a role profile that gets its credentials from a base profile's own keys:
 *   no session helps it
 */
export function checkUsesSession(
  name: string | undefined,
  profiles: Profiles,
  command: readonly string[] = ['login'],
): void {
  const sources = name === undefined ? [] : sourcesOf(name, profiles);
  if (sources.length > 1 && canBeBase(kindOf(sources.at(-1) ?? '', profiles)))
    throw withoutSession(sources, profiles, command);
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

/** @param sources from the role profile that was named to the one with the keys */
function withoutSession(
  sources: readonly string[],
  profiles: Profiles,
  [command = '', ...others]: readonly string[],
): AwsMfaError {
  const [named = '', lowest = '', base = ''] = [sources.at(0), sources.at(-2), sources.at(-1)];
  const asks = settingOf(profiles.get(lowest), 'mfa_serial');
  const value = sectionForRole(base, profiles) ?? 'NAME';
  const ownSession = [command, ...option('--profile', named), '--mfa-profile', 'NAME', ...others];
  return new AwsMfaError(
    'role_without_session',
    `The role profile "${named}" uses the long-term access key of "${base}", not its session, so ${asks ? 'every command would prompt for a code' : 'the role would be assumed without MFA'}.`,
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

/** The MFA profile that a role profile on these keys should use; undefined if its name is not free for them. */
export function sectionForRole(base: string, profiles: Profiles): string | undefined {
  const section = mfaProfileOf(base, profiles);
  const record = recordOf(profiles.get(section));
  // Among several base profiles, `mfa` belongs to `default` until a login says otherwise.
  if (!record && base !== 'default' && hasSeveralBases(profiles)) return undefined;
  const owner = record?.base.value ?? base;
  const isFree = owner === base && !canBeBase(kindOf(section, profiles)) && !foreignRoles(section, base, profiles);
  return isFree && !section.startsWith('-') ? section : undefined;
}

/**
 * @param name the profile that is selected
 * @param session the account of the session that it would use, and its section
 * @throws AwsMfaError `configuration` if it is a role profile of another partition
 */
export function checkRolePartition(
  name: string | undefined,
  session: Account & { section: string },
  profiles: Profiles,
): void {
  for (const each of name === undefined ? [] : sourcesOf(name, profiles)) {
    const error = wrongPartition(profiles.get(each), session);
    if (error) throw error;
  }
}

/** The error for a role profile in another partition than the session; undefined if that is not so. */
export function wrongPartition(
  profile: Profile | undefined,
  session: Account & { section: string },
): AwsMfaError | undefined {
  const role = asRoleProfile(profile);
  const account = accountOfArn(role?.arn.value ?? '');
  if (!role || !isOtherPartition(account, session)) return undefined;
  return new AwsMfaError(
    'wrong_partition',
    `The role of "${role.profile.name}" is in the partition ${account.partition ?? ''}, but the session in [${session.section}] is in ${session.partition ?? ''}.`,
    `Set its source_profile to an MFA profile in the partition ${account.partition ?? ''}.`,
  );
}
