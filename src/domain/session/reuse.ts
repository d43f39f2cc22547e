/** Whether the stored session will do, so that nobody is asked for a code without need. */
import { ENVIRONMENT_BASE } from '../profiles/resolve-base.ts';
import type { LoginRequest } from './login-request.ts';
import { originOf, type SessionPlan } from './plan-session.ts';
import { LONGEST_SESSION, reusableUntil } from './session.ts';

/**
 * @param minRemaining seconds the session must still last; nothing: a new one was asked for
 * @returns the expiry of the stored session, where it serves
 */
export function reuse(plan: SessionPlan, minRemaining: number | undefined, now: Date): Date | undefined {
  if (minRemaining === undefined || mayBeAnotherUsers(plan)) return undefined;
  const until = reusableUntil(plan.stored, originOf(plan));
  // A session that has run out serves nobody, whatever --min-remaining says.
  const left = until ? until.getTime() - now.getTime() : 0;
  return left > minRemaining * 1000 && left <= LONGEST_SESSION ? until : undefined;
}

/**
 * Seconds the stored session must still last. Most sessions of a role last an hour from the beginning, and would never
 * do where an hour must remain: unless a person said otherwise, a quarter of what is asked for is enough.
 */
export function minRemainingFor(
  { role, duration }: SessionPlan,
  { minRemaining, minRemainingIsGiven }: Pick<LoginRequest, 'minRemaining' | 'minRemainingIsGiven'>,
): number | undefined {
  if (!role || minRemainingIsGiven || minRemaining === undefined) return minRemaining;
  return Math.min(minRemaining, duration.value / 4);
}

/** Keys of the environment have no name; only a device that is given with them says whose they are. */
function mayBeAnotherUsers({ base, serialNumber }: SessionPlan): boolean {
  return base.name === ENVIRONMENT_BASE && !['--serial-number', 'AWS_MFA_SERIAL'].includes(serialNumber.from);
}
