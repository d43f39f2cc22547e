/** A session for programs: without a secret, and `null` for what is unknown. */
import { formatExpiry } from '../session/expiry.ts';
import { namesOn, type Roles } from '../profiles/role-profiles.ts';
import type { StoredSession } from './stored-sessions.ts';

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
