/**
 * Parses and formats durations and times, decides how long a session is to last, and reads when a stored one began and
 * when it expires.
 */
import { AwsMfaError } from '../errors.ts';
import { option } from '../text/shell-command.ts';
import { configureSet, settingOf, type Profile } from '../profiles/profile.ts';
import { firstGiven, type Sourced, sourceName, DEFAULT } from '../source.ts';
import type { Keys } from '../shared-files/section-values.ts';

const SECONDS_PER = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** What GetSessionToken takes, in seconds (AWS STS API reference). */
const SESSION_SECONDS = { least: 900, most: 129_600, usual: 43_200 } as const;

/** What AssumeRole takes, in seconds; the usual is what every role allows. */
export const ROLE_SECONDS = { least: 900, most: 43_200, usual: 3600 } as const;

/** `43200`, `12h`, `90m`, `1d`. Seconds, or nothing where the text is not a whole number with at most one unit behind it. */
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

/**
 * The key this program writes.
 *
 * saml2aws introduced it, and the Starship prompt shows it. `expiration` is not written: some tools crash on its RFC
 * 3339 form, and others delete sections once it is past.
 */
export const EXPIRY_KEY = 'x_security_token_expires';

/** Keys of other tools; removed beside a new session, for their owners would act on a date that is no longer true. */
export const OTHER_EXPIRY_KEYS = [
  'expiration',
  'aws_expiration',
  'aws_credential_expiration',
  'aws_session_expiration',
] as const;

/**
 * Each tool writes a key of its own; all are read, one is written.
 * @param keys a section's keys
 * @returns nothing where no expiry stands there or none that is a date
 */
export function expiryOf(keys: Keys): Date | undefined {
  // awsume writes local time; everybody else who leaves out the zone means UTC.
  const zone = keys.get('manager') === 'awsume' ? '' : 'Z';
  for (const key of [EXPIRY_KEY, ...OTHER_EXPIRY_KEYS]) {
    const text = keys.get(key);
    const date = text ? parseDate(text, zone) : undefined;
    if (date) return date;
  }
  return undefined;
}

/**
 * RFC 3339 and its relatives only: JavaScript takes nearly anything with a digit in it for a date.
 * @param naiveZone what stands for a zone where there is none: `Z`, or nothing for local time
 */
function parseDate(text: string, naiveZone: string): Date | undefined {
  const form = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/i;
  const [, day, time, zone = naiveZone] = form.exec(text) ?? [];
  const date = new Date(`${day ?? ''}T${time ?? ''}${zone.toUpperCase()}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** RFC 3339 in UTC, whole seconds, rounded down. */
export function formatExpiry(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/**
 * The key this program writes; no other tool has one.
 *
 * Named after `aws:TokenIssueTime`. Policies look at the age of the MFA (`aws:MultiFactorAuthAge`).
 */
export const ISSUE_TIME_KEY = 'x_token_issue_time';

/** @param keys a section's keys; @returns nothing where it is not recorded, or is no date */
export function issueTimeOf(keys: Keys): Date | undefined {
  const text = keys.get(ISSUE_TIME_KEY);
  return text ? parseDate(text, 'Z') : undefined;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Tue 24 Nov 2026, 02:29 UTC+1`: local time, with its zone. By hand, for Intl takes as long to load as all of Node. */
export function formatLocal(date: Date): string {
  return `${DAYS[date.getDay()] ?? ''} ${formatDay(date)}, ${minuteOf(date)}`;
}

/** `24 Nov, 02:29 UTC+1`: the same in less room, for a day that is near enough to be told by its date. */
export function formatNear(date: Date): string {
  return `${dayOfYear(date)}, ${minuteOf(date)}`;
}

/** `24 Nov 2026`: the local day. */
export function formatDay(date: Date): string {
  return `${dayOfYear(date)} ${date.getFullYear()}`;
}

function dayOfYear(date: Date): string {
  return `${date.getDate()} ${MONTHS[date.getMonth()] ?? ''}`;
}

function minuteOf(date: Date): string {
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())} ${zone(-date.getTimezoneOffset())}`;
}

/** `UTC`, `UTC+1`, `UTC-3:30`. @param ahead minutes ahead of UTC */
function zone(ahead: number): string {
  if (ahead === 0) return 'UTC';
  const [hours, minutes] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60];
  return `UTC${ahead > 0 ? '+' : '-'}${hours}${minutes > 0 ? `:${twoDigits(minutes)}` : ''}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
