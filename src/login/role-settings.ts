/** Settings of a role profile with which tools cannot assume the role with a session, although `export` can. */
import { AwsMfaError, type Advice } from '../errors.ts';
import { asRoleProfile, kindOf, ownExport, sourcesOf } from '../profiles/profile-kind.ts';
import { settingOf, USUAL_NAME, type Profile, type Profiles } from '../profiles/profile.ts';
import { ROLE_SECONDS } from '../session/duration-and-expiry.ts';
import { sourceName } from '../source.ts';

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
export function roleNotes(section: string, roles: readonly Profile[]): Advice[] {
  const note = (key: string, why: string, more = ''): Advice[] => {
    const found = roles.flatMap((profile) => {
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
export function selectedRoleNotes(name: string | undefined, profiles: Profiles): Advice[] {
  const names = name === undefined ? [] : sourcesOf(name, profiles);
  const section = names.at(-1) ?? '';
  if (!givesSession(section, profiles)) return [];
  const followed = names.map((each) => asRoleProfile(profiles.get(each))?.profile);
  // What is behind an export of this program is assumed by this program.
  const end = followed.indexOf(undefined);
  return roleNotes(
    section,
    followed.slice(0, end).filter((profile) => profile !== undefined),
  );
}

/**
 * @param name the profile that is selected
 * @param also another way, for the hint
 * @throws AwsMfaError `configuration` if tools would fail with it, or ask for a code
 */
export function checkRoleSettings(name: string | undefined, profiles: Profiles, also?: string): void {
  const [note] = selectedRoleNotes(name, profiles);
  if (!note) return;
  const hint = [note.hint, also].filter(Boolean).join('\n');
  throw new AwsMfaError('invalid_setting', note.message, hint);
}
