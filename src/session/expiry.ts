/**
 * Reads when a stored session began and when it expires. Each tool writes a key of its own; all are read, one is
 * written.
 */
import type { Keys } from '../shared-files/section-values.ts';

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

/** @param keys a section's keys; @returns nothing where no expiry stands there or none that is a date */
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
export function parseDate(text: string, naiveZone: string): Date | undefined {
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
