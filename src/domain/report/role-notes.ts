/** Role profiles that rest on the session and carry what no longer fits it; said once, at the first login. */
import { settingOf, type Profiles } from '../profiles/profile.ts';
import { roleProfilesOn } from '../profiles/role-profiles.ts';
import { ROLE_SECONDS } from '../session/duration.ts';

/** @param mfaProfile the section that receives a user's own session; @returns notes, at most one of each kind */
export function roleNotes(mfaProfile: string, profiles: Profiles): string[] {
  const resting = roleProfilesOn(mfaProfile, profiles).map(({ profile }) => profile);
  const asking = resting.map((profile) => settingOf(profile, 'mfa_serial')?.from);
  const long = resting.map((profile) => settingOf(profile, 'duration_seconds'));
  return [
    ...note(
      asking,
      `the session of [${mfaProfile}] has passed MFA already. With that line Go and Terraform refuse the profile, and the AWS CLI asks again.\nRemove it.`,
    ),
    // SDKs assume the role with the keys of a session, which AWS calls role chaining.
    ...note(
      long.map((set) => (Number(set?.value) > ROLE_SECONDS.usual ? set?.from : undefined)),
      `a role that is assumed from a session lasts 3600 seconds at most, and AWS refuses more.\nRemove it; for longer ones: \`aws-mfa login --profile ROLE --mfa-profile NAME\``,
    ),
  ];
}

function note(settings: readonly (string | undefined)[], why: string): string[] {
  const found = settings.filter((from) => from !== undefined);
  return found.length > 0 ? [`${found.join(', ')}: ${why}`] : [];
}
