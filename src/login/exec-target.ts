/** Decides what `exec` and `export` hand out: the keys of a session, or the role of a role profile that is based on one. */
import { AwsMfaError } from '../errors.ts';
import { circularSource } from '../profiles/base-errors.ts';
import { asRoleProfile, restsOn, sourcesOf } from '../profiles/profile-kind.ts';
import { configHeader, type Profiles } from '../profiles/profile.ts';
import type { LoginRequest } from './login-request.ts';
import { checkUsesSession } from './role-checks.ts';
import type { Sourced } from '../source.ts';
import { option, shellCommand } from '../text/shell-command.ts';

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
  command: readonly string[] = ['exec', '--', 'COMMAND'],
): ExecTarget {
  const { profile, roleArn, mfaProfile } = request;
  const name = profile?.value ?? 'default';
  const isRole = asRoleProfile(profiles.get(name)) !== undefined;
  if (isRole && mfaProfile !== undefined && profile?.source.kind === 'environment') throw twoSelections(name);
  // --mfa-profile and --role-arn ask for a session of the role itself.
  const isOfSession = (profile === undefined && !isRole) || roleArn !== undefined || mfaProfile !== undefined;
  const sources = isOfSession ? [] : sourcesOf(name, profiles);
  const end = sources.at(-1) ?? name;
  if (sources.length < 2) return { roleProfile: undefined, profile };
  if (sources.indexOf(end) < sources.length - 1) throw circularSource(sources);
  checkUsesSession(name, profiles, command);
  return { roleProfile: name, profile: sourceOf(name, end) };
}

/** In AWS_PROFILE, a role profile means the role; with --mfa-profile, a session of it would be meant. */
function twoSelections(name: string): AwsMfaError {
  return new AwsMfaError(
    'conflicting_options',
    `AWS_PROFILE selects the role profile "${name}", and --mfa-profile another session.`,
    `For the role, omit --mfa-profile. For a session of the role itself, also give ${shellCommand(...option('--profile', name))}.`,
  );
}

/** The session itself, also for a role profile that uses it. */
export function sessionTarget({ profile }: LoginRequest, profiles: Profiles): ExecTarget {
  const end = profile && restsOn(profile.value, profiles);
  const isSame = profile === undefined || end === undefined || end === profile.value;
  return { roleProfile: undefined, profile: isSame ? profile : sourceOf(profile.value, end) };
}

function sourceOf(roleProfile: string, value: string): Sourced<string> {
  return {
    value,
    source: { kind: 'setting', key: 'source_profile', header: configHeader(roleProfile) },
  };
}

/** Why a session cannot be renewed for a role profile: it would have to be written. */
export function notForRole(role: string, section: string): AwsMfaError {
  return new AwsMfaError(
    'conflicting_options',
    `The role profile "${role}" gets its keys from [${section}] in the credentials file, which --no-write leaves unchanged.`,
    'Omit --no-write, or add --role-keys.',
  );
}
