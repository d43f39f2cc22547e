/** Decides what `exec` and `export` hand out: the keys of a session, or the role of a role profile that is based on one. */
import { AwsMfaError } from '../errors.ts';
import { option, shellCommand } from '../text/shell-command.ts';
import { sessionSection } from '../profiles/choose-mfa-profile.ts';
import { circularSource } from '../profiles/base-errors.ts';
import { ownExport, profileKind, asRoleProfile, restsOn, sourcesOf } from '../profiles/profile-kind.ts';
import { configureSet, configHeader, settingOf, type Profiles } from '../profiles/profile.ts';
import type { Sections } from '../shared-files/section-values.ts';
import type { LoginRequest } from './login-request.ts';
import { type Sourced, sourceName } from '../source.ts';

export interface ExecTarget {
  /** The role profile that is selected, if one is. `exec` leaves it to the SDK, which assumes the role and renews it. */
  roleProfile: string | undefined;
  /** The profile whose session is needed. */
  profile: Sourced<string> | undefined;
}

/**
 * @param command for the hint
 * @throws AwsMfaError `configuration` if the role does not get its keys from a session of this program
 */
export function execTarget(
  request: LoginRequest,
  profiles: Profiles,
  credentials: Sections,
  command: readonly string[] = ['exec', '--', 'COMMAND'],
): ExecTarget {
  const { profile, roleArn, mfaProfile } = request;
  // --mfa-profile and --role-arn ask for a session of the role itself.
  const role =
    roleArn || mfaProfile !== undefined ? undefined : asRoleProfile(profiles.get(profile?.value ?? ''));
  if (!role) return { roleProfile: undefined, profile };
  const { name } = role.profile;
  const sources = sourcesOf(name, profiles);
  const value = sources.at(-1) ?? name;
  if (sources.indexOf(value) < sources.length - 1) throw circularSource(sources);
  const source = profiles.get(value);
  const kind = source && profileKind(source);
  // An export of this program gives a session; any other process is assumed to give long-term keys.
  if (kind?.kind === 'long-term' || (kind?.kind === 'process' && !ownExport(kind)))
    throw withoutSession(sources, profiles, credentials, command);
  return { roleProfile: name, profile: sourceOf(name, value) };
}

/** The session itself, also for a role profile that uses it. */
export function sessionTarget({ profile }: LoginRequest, profiles: Profiles): ExecTarget {
  const role = asRoleProfile(profiles.get(profile?.value ?? ''))?.profile.name;
  return {
    roleProfile: undefined,
    profile: role === undefined ? profile : sourceOf(role, restsOn(role, profiles)),
  };
}

function sourceOf(roleProfile: string, value: string): Sourced<string> {
  return {
    value,
    source: { kind: 'setting', key: 'source_profile', header: configHeader(roleProfile) },
  };
}

/** @param sources from the role profile that was named to the one with the keys */
function withoutSession(
  sources: readonly string[],
  profiles: Profiles,
  credentials: Sections,
  [command = '', ...others]: readonly string[],
): AwsMfaError {
  const [named = '', lowest = '', base = ''] = [sources.at(0), sources.at(-2), sources.at(-1)];
  const asks = settingOf(profiles.get(lowest), 'mfa_serial');
  const section = sessionSection(base, credentials);
  const owner = credentials.get(section)?.get('x_source_profile') ?? base;
  const value = owner !== base || section.startsWith('-') ? 'NAME' : section;
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

/** Why a session cannot be renewed for a role profile: it would have to be written. */
export function notForRole(role: string, section: string): AwsMfaError {
  return new AwsMfaError(
    'conflicting_options',
    `The role profile "${role}" gets its keys from [${section}] in the credentials file, which --no-write leaves unchanged.`,
    'Omit --no-write, or add --role-keys.',
  );
}
