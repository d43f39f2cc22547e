/** Whether the stored session will do, so that nobody is asked for a code without need. */
import { originOf, type SessionPlan } from './plan-session.ts';
import { reusableUntil } from './session.ts';

/**
 * @param minRemaining seconds the session must still last; nothing: a new one was asked for
 * @returns the expiry of the stored session, where it serves
 */
export function reuse(plan: SessionPlan, minRemaining: number | undefined, now: Date): Date | undefined {
  if (minRemaining === undefined) return undefined;
  const until = reusableUntil(plan.stored, originOf(plan));
  // A session that has run out serves nobody, whatever --min-remaining says.
  return until && until.getTime() - now.getTime() > minRemaining * 1000 ? until : undefined;
}
