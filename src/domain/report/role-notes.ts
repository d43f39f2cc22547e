/** Role profiles that rest on the session and carry what no longer fits it; said once, at the first login. */
import { settingOf, type Profile } from '../profiles/profile.ts';
import type { Roles } from '../profiles/role-profiles.ts';
import { ROLE_SECONDS } from '../session/duration.ts';

/**
 * @param mfaProfile the section that receives a user's own session
 * @param placeOf the line that a setting stands on, where that is to be said
 * @returns notes, at most one of each kind
 */
export function roleNotes(
  mfaProfile: string,
  roles: Roles,
  placeOf: (profile: Profile, key: string) => string | undefined = () => undefined,
): string[] {
  const resting = roles.get(mfaProfile) ?? [];
  const named = (key: string, isAmiss: (value: string) => boolean) =>
    resting.map((profile) => {
      const setting = settingOf(profile, key);
      if (!setting || !isAmiss(setting.value)) return undefined;
      const place = placeOf(profile, key);
      return place === undefined ? setting.from : `${setting.from} (${place})`;
    });
  return [
    ...note(
      named('mfa_serial', () => true),
      `the session of [${mfaProfile}] has passed MFA already. With that line Go and Terraform refuse the profile, and the AWS CLI asks again.\nRemove it.`,
    ),
    // SDKs assume the role with the keys of a session, which AWS calls role chaining.
    ...note(
      named('duration_seconds', (value) => Number(value) > ROLE_SECONDS.usual),
      `a role that is assumed from a session lasts 3600 seconds at most, and AWS refuses more.\nRemove it; for longer ones: \`aws-mfa login --profile ROLE --mfa-profile NAME\``,
    ),
  ];
}

function note(settings: readonly (string | undefined)[], why: string): string[] {
  const found = settings.filter((from) => from !== undefined);
  return found.length > 0 ? [`${found.join(', ')}: ${why}`] : [];
}
