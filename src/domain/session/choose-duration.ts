/** How long a session is to last: what was typed, what a file says, else the usual. */
import { AwsMfaError } from '../../errors.ts';
import { option } from '../../shell-command.ts';
import { configureSet } from '../profiles/profile-flag.ts';
import { settingOf, type Profile } from '../profiles/profile.ts';
import { firstGiven, type Sourced } from '../sourced.ts';
import { parseDuration, ROLE_SECONDS, SESSION_SECONDS } from './duration.ts';

/** @throws AwsMfaError `configuration` where `duration_seconds` cannot be used */
export function sessionDuration(
  flag: Sourced<number> | undefined,
  mfaProfile: Profile | undefined,
): Sourced<number> {
  return (
    flag ?? configured([mfaProfile], SESSION_SECONDS) ?? { value: SESSION_SECONDS.usual, from: 'default' }
  );
}

/**
 * @param roleProfile asked ahead of the MFA profile
 * @throws AwsMfaError `usage` where the flag asks for more than any role gives; `configuration` as above
 */
export function roleDuration(
  flag: Sourced<number> | undefined,
  roleProfile: Profile | undefined,
  mfaProfile: Profile | undefined,
): Sourced<number> {
  if (flag && flag.value > ROLE_SECONDS.most) {
    throw new AwsMfaError(
      'usage',
      `${flag.from} must be 900 to 43200 seconds (15m to 12h) for the session of a role.`,
      'For example: --duration 12h; the role itself may allow less',
    );
  }
  return (
    flag ??
    configured([roleProfile, mfaProfile], ROLE_SECONDS) ?? { value: ROLE_SECONDS.usual, from: 'default' }
  );
}

/** What the first of the profiles that says anything says. */
function configured(
  profiles: readonly (Profile | undefined)[],
  { least, most, usual }: { least: number; most: number; usual: number },
): Sourced<number> | undefined {
  const settings = profiles.map((profile) => settingOf(profile, 'duration_seconds'));
  const set = firstGiven(...settings);
  if (!set) return undefined;
  const seconds = parseDuration(set.value);
  if (seconds !== undefined && seconds >= least && seconds <= most) return { ...set, value: seconds };
  const name = profiles[settings.indexOf(set)]?.name ?? 'mfa';
  throw new AwsMfaError(
    'configuration',
    `${set.from} must be ${least} to ${most} seconds.`,
    `Mend it: ${configureSet('duration_seconds', String(usual), option('--profile', name))}`,
  );
}
