/** The mark of a session, and its JSON. */
import { expect, it } from 'vitest';
import { toneOf, sessionJson } from '../../../../src/commands/status/session-table.ts';
import type { Tone } from '../../../../src/context.ts';
import type { StoredSession } from '../../../../src/login/stored-sessions.ts';
import { rolesBySection } from '../../../../src/profiles/profile-kind.ts';
import { listedSession } from '../../../support/listed-session.ts';
import { LASTING_KEYS, storedIn } from '../../../support/stored-files.ts';

const role = 'arn:aws:iam::123456789012:role/admin';

it.each<[what: string, changes: Partial<StoredSession>, tone: Tone]>([
  ['hours are left', {}, 'result'],
  ['more than an hour', { secondsLeft: 3601 }, 'result'],
  ['an hour, where a login would get a new one', { secondsLeft: 3600 }, 'warning'],
  ['a second', { secondsLeft: 1 }, 'warning'],
  ['it is over', { secondsLeft: 0 }, 'error'],
  ["an hour of a role's, which is all that most of them have", { secondsLeft: 3600, role }, 'result'],
  ['a quarter of that', { secondsLeft: 900, role }, 'warning'],
  ["a role's is over", { secondsLeft: 0, role }, 'error'],
  ['nobody knows', { secondsLeft: undefined }, 'note'],
  ['half of it is missing', { isWhole: false }, 'error'],
  ['half of it is missing, and nobody knows', { isWhole: false, secondsLeft: undefined }, 'error'],
])('%s', (_, changes, tone) => {
  expect(toneOf(listedSession(changes))).toBe(tone);
});

const { profiles } = storedIn(
  `[default]\n${LASTING_KEYS}`,
  '[profile prod]\nrole_arn = r\nsource_profile = mfa\n[profile b]\nrole_arn = r\nsource_profile = default\n',
);
const roles = rolesBySection(profiles);

it('all that is known', () => {
  const role = 'arn:aws:iam::222222222222:role/a';
  expect(sessionJson(listedSession({ role }), roles, 'mfa')).toEqual({
    profile: 'mfa',
    source_profile: 'default',
    account: '123456789012',
    serial_number: 'arn:aws:iam::123456789012:mfa/alice',
    role_arn: role,
    expiration: '2026-11-24T02:29:00Z',
    seconds_left: 39_600,
    mfa_age_seconds: 7200,
    complete: true,
    selected: true,
    role_profiles: ['prod'],
  });
});

it('null for all that is not', () => {
  const nobody = { base: undefined, account: undefined, device: undefined, role: undefined };
  const never = { expiration: undefined, secondsLeft: undefined, mfaAge: undefined };
  const session = listedSession({ profile: 'sso', ...nobody, ...never, isWhole: false });
  expect(sessionJson(session, roles, undefined)).toEqual({
    profile: 'sso',
    source_profile: null,
    account: null,
    serial_number: null,
    role_arn: null,
    expiration: null,
    seconds_left: null,
    mfa_age_seconds: null,
    complete: false,
    selected: false,
    role_profiles: [],
  });
});

it('nothing left, and nothing past, are numbers', () => {
  const over = listedSession({ secondsLeft: 0, mfaAge: 0 });
  expect(sessionJson(over, roles, 'other')).toMatchObject({
    seconds_left: 0,
    mfa_age_seconds: 0,
    selected: false,
  });
});
