/**
 * Finds which session the next command in this shell would use: by `AWS_PROFILE`, role profiles, and keys in the
 * environment.
 */
import type { Environment } from '../environment.ts';
import { sourceName } from '../source.ts';
import { adviceText, type Advice } from '../errors.ts';
import { didYouMean } from '../profiles/base-errors.ts';
import { mfaProfileOf } from '../profiles/mfa-record.ts';
import { beatsSession, profileKind, restsOn } from '../profiles/profile-kind.ts';
import type { Profile, Profiles } from '../profiles/profile.ts';
import { selectedRoleNotes } from './role-checks.ts';
import type { Stored } from './stored-sessions.ts';
import { shellCommand } from '../text/shell-command.ts';

/** The section whose session `AWS_PROFILE` selects, directly or through role profiles. */
export function selectedSession({ sessions, profiles, environment }: Stored): string | undefined {
  const { profile: named } = environment;
  const name = named && restsOn(named.value, profiles);
  return sessions.find(({ profile }) => profile === name)?.profile;
}

/** What `AWS_PROFILE` selects; undefined if it is not set or names no profile. */
export function selectionLine(stored: Stored): string | undefined {
  const profile = stored.profiles.get(stored.environment.profile?.value ?? '');
  return profile && `AWS_PROFILE=${profile.name} selects ${whatIsSelected(profile, stored)}.`;
}

function whatIsSelected(profile: Profile, { profiles, sessions }: Stored): string {
  const { name } = profile;
  const source = restsOn(name, profiles);
  const isSession = sessions.some((session) => session.profile === source);
  if (source !== name)
    return `a role profile that uses ${isSession ? `the session in [${source}]` : `[${source}], which is not a session`}`;
  if (isSession) return `the session in [${name}]`;
  const { kind } = profileKind(profile);
  if (kind === 'aws-login') return 'a profile of `aws login`';
  if (kind === 'sso') return 'a profile of IAM Identity Center';
  if (kind !== 'long-term' && kind !== 'process') return 'no session';
  const section = mfaProfileOf(name, profiles);
  const own = sessions.find((session) => session.profile === section && session.base === name);
  const keys = kind === 'process' ? 'the keys of a credential_process' : 'a long-term access key';
  return `${keys}, not ${own ? `the session in [${section}]` : 'a session'}`;
}

/** Why commands will not use the session that looks selected. */
export function selectionWarnings(stored: Stored): string[] {
  const { sessions, profiles, environment } = stored;
  const named = environment.profile?.value;
  const profile = named === undefined ? undefined : profiles.get(named);
  // A setting in the config file that every command prefers to the session.
  const winner = sessions.some((session) => session.profile === named) ? beatsSession(profile) : undefined;
  const keys = keysInEnvironment(stored);
  const older = defaultProfileNote(environment);
  return [
    named !== undefined && !profile && unknownProfile(named, profiles),
    winner &&
      `${sourceName(winner.source)} overrides the session, so AWS_PROFILE=${named ?? ''} does not use it.`,
    ...selectedRoleNotes(named ?? '', profiles).map(adviceText),
    older && adviceText(older),
    keys && adviceText(keys),
  ].filter((warning) => typeof warning === 'string');
}

function unknownProfile(named: string, profiles: Profiles): string {
  const what = `AWS_PROFILE is set to "${named}", which is not a profile.`;
  return [what, didYouMean(named, profiles)].filter(Boolean).join(' ');
}

/** Keys in the environment, which most tools prefer to a profile. */
export function keysInEnvironment({
  environment: { profile: named, accessKeyId },
  sessions,
}: Pick<Stored, 'environment' | 'sessions'>): Advice | undefined {
  if (accessKeyId === undefined) return undefined;
  const own = sessions.find((session) => session.accessKeyId === accessKeyId);
  const uses = own ? `the session in [${own.profile}]` : 'that key, not a session';
  const message = named
    ? `AWS_ACCESS_KEY_ID is set. The AWS CLI and Terraform use it instead of AWS_PROFILE=${named.value}, unless --profile is given.`
    : `AWS_ACCESS_KEY_ID is set, so commands without --profile use ${uses}.`;
  return {
    message,
    hint: shellCommand('unset', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'),
  };
}

/**
 * AWS_DEFAULT_PROFILE, if it selects another profile for some tools than for this program. Tried: the AWS CLI v2 (2.9)
 * prefers AWS_PROFILE, botocore (1.43) and the AWS CLI v1 AWS_DEFAULT_PROFILE; other SDKs do not read the latter.
 */
export function defaultProfileNote({ profile, defaultProfile }: Environment): Advice | undefined {
  if (!defaultProfile || defaultProfile.value === (profile?.value ?? 'default')) return undefined;
  const { value } = defaultProfile;
  const unset = shellCommand('unset', 'AWS_DEFAULT_PROFILE');
  return profile
    ? {
        message: `AWS_DEFAULT_PROFILE=${value} overrides AWS_PROFILE=${profile.value} in boto3 and the AWS CLI v1.`,
        hint: unset,
      }
    : {
        message: `Only the AWS CLI and boto3 read AWS_DEFAULT_PROFILE=${value}; aws-mfa and other SDKs ignore it.`,
        hint: `Use AWS_PROFILE instead:\n${unset}\n${shellCommand('export', `AWS_PROFILE=${value}`)}`,
      };
}
