/** Decides whether the stored session is good enough, so that no code is asked for without need. */
import type { Keys } from '../shared-files/section-values.ts';
import { ENVIRONMENT_BASE } from '../profiles/profile.ts';
import { type Sourced, isGivenBy } from '../source.ts';
import { expiryOf } from '../session/expiry.ts';
import type { LoginRequest } from './login-request.ts';
import { originOf, type SessionPlan } from './plan-session.ts';
import { LONGEST_SESSION, storedSession, type Session } from '../session/session.ts';

/**
 * @param minRemaining seconds the session must still last; nothing: a new one was asked for
 * @returns the stored session, where it serves
 */
export function reuse(plan: SessionPlan, minRemaining: number | undefined, now: Date): Session | undefined {
  if (minRemaining === undefined || !plan.stored || mayBeAnotherUsers(plan) || isTypedOtherwise(plan))
    return undefined;
  const session = storedSession(plan.stored, originOf(plan));
  // A session that has run out serves nobody, whatever --min-remaining says.
  const left = session ? session.expiration.getTime() - now.getTime() : 0;
  return left > minRemaining * 1000 && left <= LONGEST_SESSION ? session : undefined;
}

/**
 * Seconds the stored session must still last; nothing where it must be a new one. Most sessions of a role last an hour
 * from the beginning, and would never do where an hour must remain: unless a person said otherwise, a quarter of what
 * is asked for is enough.
 * @param usual seconds, of the command, where nobody said anything
 */
export function minRemainingFor(
  { role, duration }: SessionPlan,
  { minRemaining, wantsNew }: Pick<LoginRequest, 'minRemaining' | 'wantsNew'>,
  usual: number,
): number | undefined {
  if (minRemaining !== undefined) return minRemaining;
  if (wantsNew) return undefined;
  return role ? Math.min(usual, duration.value / 4) : usual;
}

/** Keys of the environment have no name; only a device that is given with them says whose they are. */
function mayBeAnotherUsers({ base, serialNumber }: SessionPlan): boolean {
  return (
    base.name === ENVIRONMENT_BASE &&
    !['--serial-number', 'AWS_MFA_SERIAL'].some((name) => isGivenBy(serialNumber.source, name))
  );
}

/** Whether somebody has just asked for another name, or external id, than the role's session there was made with. */
function isTypedOtherwise({ role, stored }: SessionPlan): boolean {
  if (!role || !stored) return false;
  const differs = ({ value, source }: Sourced<string>, option: string, key: string) =>
    isGivenBy(source, option) && value !== stored.get(key);
  return (
    differs(role.sessionName, '--role-session-name', 'x_role_session_name') ||
    (role.externalId !== undefined && differs(role.externalId, '--external-id', 'x_external_id'))
  );
}

/** Seconds by which a session may be older than the wish for a new one: a prompt waits no longer. */
const TYPING = 300;

/**
 * Whether a session that was written while somebody was asked for a code does what the code would be for. Where a new
 * session was asked for, it must be one: another than was there before, and as long as was asked for.
 *
 * @param keys what the MFA profile holds now
 * @returns it, where it serves
 */
export function servedBy(
  keys: Keys,
  plan: SessionPlan,
  minRemaining: number | undefined,
  now: Date,
): Session | undefined {
  const session = reuse({ ...plan, stored: keys }, minRemaining ?? plan.duration.value - TYPING, now);
  if (minRemaining !== undefined) return session;
  const before = plan.stored && expiryOf(plan.stored);
  return session && (!before || session.expiration > before) ? session : undefined;
}
