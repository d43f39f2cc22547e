/** Durations, the time a stored session was issued and expires, and how times are shown. */
import { AwsMfaError } from '../errors.ts';
import { configureSet, settingOf, type Profile } from '../profiles/profile.ts';
import type { Keys } from '../shared-files/section-values.ts';
import { DEFAULT, type Sourced, sourceName } from '../source.ts';
import { option } from '../text/shell-command.ts';

/** Seconds that GetSessionToken accepts (AWS STS API reference), and the default. */
const SESSION_SECONDS = { least: 900, most: 129_600, usual: 43_200 } as const;

/** Seconds that AssumeRole accepts, and the default, which every role allows. */
export const ROLE_SECONDS = { least: 900, most: 43_200, usual: 3600 } as const;

/** `43200`, `12h`, `90m`, `1d`, `5h30m` in seconds; undefined for any other form. */
export function parseDuration(text: string): number | undefined {
  if (/^[0-9]{1,9}$/.test(text)) return Number(text);
  const form = /^(?=.)(?:([0-9]{1,9})d)?(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?(?:([0-9]{1,9})s)?$/;
  const match = form.exec(text);
  if (!match) return undefined;
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = match;
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** @param text of `--duration`; @returns seconds; @throws AwsMfaError `usage` if GetSessionToken does not accept it */
export function parseSessionDuration(text: string): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined && isWithin(seconds, SESSION_SECONDS)) return seconds;
  throw new AwsMfaError(
    'invalid_value',
    seconds === undefined
      ? '--duration must be a duration such as 43200, 12h, 90m or 5h30m.'
      : '--duration must be 900 to 129600 seconds (15m to 36h).',
    'For example: `--duration 12h`',
  );
}

function isWithin(seconds: number, { least, most }: { least: number; most: number }): boolean {
  return seconds >= least && seconds <= most;
}

/** @param text of `--min-remaining`; @returns seconds; @throws AwsMfaError `usage` */
export function parseMinRemaining(text: string): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined) return seconds;
  throw new AwsMfaError(
    'invalid_value',
    '--min-remaining must be a duration such as 3600, 2h, 90m or 1h30m.',
  );
}

/** `1d 12h`, `11h 59m`, `45m`, `30s`: the two largest units, rounded down. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [days, hours, minutes] = [
    Math.floor(whole / 86_400),
    Math.floor((whole % 86_400) / 3600),
    Math.floor((whole % 3600) / 60),
  ];
  if (days > 0) return `${days}d ${hours}h`;
  if (hours > 0) return `${hours}h ${minutes}m`;
  return minutes > 0 ? `${minutes}m` : `${whole}s`;
}

/**
 * The flag, else `duration_seconds` of the first profile that has it, else the default.
 * @param flag accepted by {@link parseSessionDuration}
 * @param profiles the one that takes precedence first
 * @throws AwsMfaError `usage` if the flag is more than any role allows; `configuration` if `duration_seconds` cannot be used
 */
export function chooseDuration(
  flag: Sourced<number> | undefined,
  isOfRole: boolean,
  profiles: readonly (Profile | undefined)[],
): Sourced<number> {
  const bounds = isOfRole ? ROLE_SECONDS : SESSION_SECONDS;
  if (flag && flag.value > bounds.most) {
    throw new AwsMfaError(
      'invalid_value',
      `${sourceName(flag.source)} must be 900 to 43200 seconds (15m to 12h) for a role.`,
      'For example: `--duration 1h`. The role itself may allow less than 12h.',
    );
  }
  if (flag) return flag;
  const profile = profiles.find((each) => settingOf(each, 'duration_seconds'));
  const set = settingOf(profile, 'duration_seconds');
  if (!profile || !set) return { value: bounds.usual, source: DEFAULT };
  const seconds = parseDuration(set.value);
  if (seconds !== undefined && isWithin(seconds, bounds)) return { ...set, value: seconds };
  throw new AwsMfaError(
    'invalid_setting',
    `${sourceName(set.source)} must be ${bounds.least} to ${bounds.most} seconds.`,
    `Correct it:\n${configureSet('duration_seconds', String(bounds.usual), option('--profile', profile.name))}`,
  );
}

/**
 * The key that holds the expiry. saml2aws introduced it, and the Starship prompt shows it. `expiration` is not written:
 * some tools crash on its RFC 3339 form, and others delete sections that have expired.
 */
export const EXPIRY_KEY = 'x_security_token_expires';

/** Keys of other tools. They are read, and removed when a new session is written: its expiry is another one. */
export const OTHER_EXPIRY_KEYS = [
  'expiration',
  'aws_expiration',
  'aws_credential_expiration',
  'aws_session_expiration',
] as const;

/** When the session in a section expires; undefined if no key says so. */
export function expiryOf(keys: Keys): Date | undefined {
  // awsume writes local time. Every other tool that leaves out the zone means UTC.
  const zone = keys.get('manager') === 'awsume' ? '' : 'Z';
  for (const key of [EXPIRY_KEY, ...OTHER_EXPIRY_KEYS]) {
    const date = parseDate(keys.get(key), zone);
    if (date) return date;
  }
  return undefined;
}

/** The key that holds the time of issue. No other tool has one. Named after `aws:TokenIssueTime`. */
export const ISSUE_TIME_KEY = 'x_token_issue_time';

/** When the session in a section was issued; undefined if that is not recorded. */
export function issueTimeOf(keys: Keys): Date | undefined {
  return parseDate(keys.get(ISSUE_TIME_KEY), 'Z');
}

/**
 * Accepts RFC 3339 and similar forms only: JavaScript parses nearly any text with a digit as a date.
 * @param defaultZone added if there is no zone: `Z`, or nothing for local time
 */
function parseDate(text = '', defaultZone: string): Date | undefined {
  const form = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/i;
  const [, day, time, zone = defaultZone] = form.exec(text) ?? [];
  const date = new Date(`${day ?? ''}T${time ?? ''}${zone.toUpperCase()}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** RFC 3339 in UTC, whole seconds, rounded down. */
export function formatExpiry(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Tue 24 Nov 2026, 02:29 UTC+1`: local time. Without Intl, which takes as long to load as all of Node. */
export function formatLocal(date: Date): string {
  return `${DAYS[date.getDay()] ?? ''} ${formatDay(date)}, ${minuteOf(date)}`;
}

/** `24 Nov, 02:29 UTC+1`: the same without weekday and year. */
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

/** `02:29 UTC`, `02:29 UTC+1`, `02:29 UTC-3:30` */
function minuteOf(date: Date): string {
  const offset = -date.getTimezoneOffset();
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  const zone = `${offset > 0 ? '+' : '-'}${hours}${minutes > 0 ? `:${twoDigits(minutes)}` : ''}`;
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())} UTC${offset === 0 ? '' : zone}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
