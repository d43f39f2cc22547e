/** What is told of a session, each in a few words. */
import { formatDuration } from '../session/duration.ts';
import type { StoredSession } from './stored-sessions.ts';

/** `11h 0m`, `expired`, `unknown`, `incomplete`. */
export function leftOf({ isWhole, secondsLeft }: StoredSession): string {
  if (!isWhole) return 'incomplete';
  if (secondsLeft === undefined) return 'unknown';
  return secondsLeft === 0 ? 'expired' : formatDuration(secondsLeft);
}

/** `1h 2m`; nothing where it is unknown, and of a session that is over: no policy looks at that any more. */
export function mfaAgeOf({ mfaAge, secondsLeft }: StoredSession): string | undefined {
  return mfaAge === undefined || secondsLeft === 0 ? undefined : formatDuration(mfaAge);
}

/** `mfa/alice`, `role/admin`, or the serial number of a key fob: what stands behind the account. */
export function holderOf({ role, device }: StoredSession): string | undefined {
  return (role ?? device)?.replace(/^arn:(?:[^:]*:){4}/, '');
}
