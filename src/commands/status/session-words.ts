/** Describes a session: in a few words for people, and as JSON without a secret. */
import { formatDuration } from '../../session/duration.ts';
import type { StoredSession } from '../../login/stored-sessions.ts';
import { formatExpiry } from '../../session/expiry.ts';
import { namesOn, type Roles } from '../../profiles/role-profiles.ts';

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

/** How soon somebody has to do something about a session. */
export type Urgency = 'good' | 'soon' | 'over' | 'unknown';

/** Seconds below which a login would get a new session: its own usual limits, a role's session being the shorter one. */
const SOON = { ofUser: 3600, ofRole: 900 } as const;

export function urgencyOf({ secondsLeft, role, isWhole }: StoredSession): Urgency {
  if (!isWhole || secondsLeft === 0) return 'over';
  if (secondsLeft === undefined) return 'unknown';
  return secondsLeft > (role === undefined ? SOON.ofUser : SOON.ofRole) ? 'good' : 'soon';
}

/** @param selected the section whose session `AWS_PROFILE` leads to */
export function sessionJson(
  session: StoredSession,
  roles: Roles,
  selected: string | undefined,
): Record<string, unknown> {
  return {
    profile: session.profile,
    source_profile: session.base ?? null,
    account: session.account ?? null,
    serial_number: session.device ?? null,
    role_arn: session.role ?? null,
    expiration: session.expiration ? formatExpiry(session.expiration) : null,
    seconds_left: session.secondsLeft ?? null,
    mfa_age_seconds: session.mfaAge ?? null,
    complete: session.isWhole,
    selected: session.profile === selected,
    role_profiles: namesOn(session.profile, roles),
  };
}
