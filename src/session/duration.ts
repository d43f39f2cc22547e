/** Parses and formats durations (`43200`, `12h`, `90m`, `1d`), and decides how long a session is to last. */
import { AwsMfaError } from '../errors.ts';
import { option } from '../text/shell-command.ts';
import { configureSet, settingOf, type Profile } from '../profiles/profile.ts';
import { firstGiven, type Sourced, sourceName, DEFAULT } from '../source.ts';

const SECONDS_PER = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** What GetSessionToken takes, in seconds (AWS STS API reference). */
export const SESSION_SECONDS = { least: 900, most: 129_600, usual: 43_200 } as const;

/** What AssumeRole takes, in seconds; the usual is what every role allows. */
export const ROLE_SECONDS = { least: 900, most: 43_200, usual: 3600 } as const;

/** Seconds, or nothing where the text is not a whole number with at most one unit behind it. */
export function parseDuration(text: string): number | undefined {
  const match = /^([0-9]{1,9})([smhd]?)$/.exec(text);
  if (!match) return undefined;
  const unit = (match[2] || 's') as keyof typeof SECONDS_PER;
  return Number(match[1]) * SECONDS_PER[unit];
}

/** Seconds for a session, or nothing where the text is no duration or out of AWS' bounds. */
export function parseSessionDuration(text: string): number | undefined {
  const seconds = parseDuration(text);
  if (seconds === undefined) return undefined;
  return seconds >= SESSION_SECONDS.least && seconds <= SESSION_SECONDS.most ? seconds : undefined;
}

/** @param text of `--min-remaining`; @returns seconds; @throws AwsMfaError `usage` */
export function parseMinRemaining(text: string): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined) return seconds;
  throw new AwsMfaError(
    'invalid_value',
    '--min-remaining must be a span of time.',
    'For example: --min-remaining 3600, --min-remaining 2h, --min-remaining 30m',
  );
}

/** `11h 59m`, `45m`, `30s`: the two largest units, rounded down, so that nobody counts on time that is not there. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole}s`;
  const [days, hours, minutes] = [
    Math.floor(whole / 86_400),
    Math.floor((whole % 86_400) / 3600),
    Math.floor((whole % 3600) / 60),
  ];
  if (days > 0) return `${days}d ${hours}h`;
  return hours > 0 ? `${hours}h ${minutes}m` : `${minutes}m`;
}

/** @throws AwsMfaError `configuration` where `duration_seconds` cannot be used */
export function sessionDuration(
  flag: Sourced<number> | undefined,
  mfaProfile: Profile | undefined,
): Sourced<number> {
  return (
    flag ?? configured([mfaProfile], SESSION_SECONDS) ?? { value: SESSION_SECONDS.usual, source: DEFAULT }
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
      'invalid_value',
      `${sourceName(flag.source)} must be 900 to 43200 seconds (15m to 12h) for the session of a role.`,
      'For example: --duration 12h; the role itself may allow less',
    );
  }
  return (
    flag ??
    configured([roleProfile, mfaProfile], ROLE_SECONDS) ?? { value: ROLE_SECONDS.usual, source: DEFAULT }
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
    'invalid_setting',
    `${sourceName(set.source)} must be ${least} to ${most} seconds.`,
    `Mend it: ${configureSet('duration_seconds', String(usual), option('--profile', name))}`,
  );
}
