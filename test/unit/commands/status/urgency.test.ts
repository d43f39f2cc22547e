/** How soon somebody has to do something about a session. */
import { expect, it } from 'vitest';
import { urgencyOf, type Urgency } from '../../../../src/commands/status/session-words.ts';
import type { StoredSession } from '../../../../src/login/stored-sessions.ts';
import { listedSession } from '../../../support/listed-session.ts';

const role = 'arn:aws:iam::123456789012:role/admin';

it.each<[what: string, changes: Partial<StoredSession>, urgency: Urgency]>([
  ['hours are left', {}, 'good'],
  ['more than an hour', { secondsLeft: 3601 }, 'good'],
  ['an hour, where a login would get a new one', { secondsLeft: 3600 }, 'soon'],
  ['a second', { secondsLeft: 1 }, 'soon'],
  ['it is over', { secondsLeft: 0 }, 'over'],
  ["an hour of a role's, which is all that most of them have", { secondsLeft: 3600, role }, 'good'],
  ['a quarter of that', { secondsLeft: 900, role }, 'soon'],
  ["a role's is over", { secondsLeft: 0, role }, 'over'],
  ['nobody knows', { secondsLeft: undefined }, 'unknown'],
  ['half of it is missing', { isWhole: false }, 'over'],
  ['half of it is missing, and nobody knows', { isWhole: false, secondsLeft: undefined }, 'over'],
])('%s', (_, changes, urgency) => {
  expect(urgencyOf(listedSession(changes))).toBe(urgency);
});
