/** How soon somebody has to do something about a session. */
import type { StoredSession } from './stored-sessions.ts';

export type Urgency = 'good' | 'soon' | 'over' | 'unknown';

/** Seconds below which a login would get a new session: its own usual limits, a role's session being the shorter one. */
const SOON = { ofUser: 3600, ofRole: 900 } as const;

export function urgencyOf({ secondsLeft, role, isWhole }: StoredSession): Urgency {
  if (!isWhole || secondsLeft === 0) return 'over';
  if (secondsLeft === undefined) return 'unknown';
  return secondsLeft > (role === undefined ? SOON.ofUser : SOON.ofRole) ? 'good' : 'soon';
}
