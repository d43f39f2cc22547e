/** What a command is run as: by the keys of a session, or as a role profile that takes its keys from one. */
import { AwsMfaError } from '../../errors.ts';
import { profileKind } from '../profiles/profile-kind.ts';
import { configHeader, type Profiles } from '../profiles/profile.ts';
import { asRoleProfile, restsOn } from '../profiles/role-profiles.ts';
import type { LoginRequest } from '../session/login-request.ts';
import { shellWord } from '../shell-word.ts';
import type { Sourced } from '../sourced.ts';

export interface ExecTarget {
  /** The role profile that stays selected: the SDK takes on its role, and renews that by itself. */
  roleProfile: string | undefined;
  /** The name whose session is ensured. */
  profile: Sourced<string> | undefined;
}

/** @throws AwsMfaError `configuration` where the role would be taken on without MFA; `usage` where it finds no session */
export function execTarget(request: LoginRequest, profiles: Profiles): ExecTarget {
  const { profile, roleArn, mfaProfile } = request;
  // Whoever names a section, or a role, wants a session of that role itself.
  const isRole =
    profile && !roleArn && mfaProfile === undefined && asRoleProfile(profiles.get(profile.value));
  if (!isRole) return { roleProfile: undefined, profile };
  const source = restsOn(profile.value, profiles);
  const beneath = profiles.get(source);
  const { kind } = beneath ? profileKind(beneath) : { kind: 'none' };
  if (kind === 'long-term' || kind === 'process') throw withoutMfa(profile.value, source);
  if (!request.isKept) throw nowhereToLook(profile.value, source);
  const from = `source_profile of [${configHeader(profile.value)}]`;
  return { roleProfile: profile.value, profile: { value: source, from } };
}

function withoutMfa(role: string, source: string): AwsMfaError {
  return new AwsMfaError(
    'configuration',
    `The role of "${role}" rests on the long-term keys of "${source}", and would be taken on without MFA.`,
    [
      'Let it rest on the session, in the config file: source_profile = mfa',
      `Or run the command by a session of the role itself: aws-mfa exec --profile ${shellWord(role)} --mfa-profile NAME -- …`,
    ].join('\n'),
  );
}

function nowhereToLook(role: string, source: string): AwsMfaError {
  return new AwsMfaError(
    'usage',
    `The role of "${role}" takes its keys from [${source}] in the credentials file, so --no-write leaves it none.`,
    'Leave out --no-write, or the role.',
  );
}
