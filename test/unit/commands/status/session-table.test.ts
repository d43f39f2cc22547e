/** The table: what it holds, and what it gives up first where room is scarce. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionTable } from '../../../../src/commands/status/session-table.ts';
import { listedSession } from '../../../support/listed-session.ts';

beforeEach(() => void vi.stubEnv('TZ', 'Europe/Berlin'));
afterEach(() => void vi.unstubAllEnvs());

const OVER = listedSession({
  profile: 'old',
  device: undefined,
  account: undefined,
  expiration: new Date('2020-01-01T00:00:00Z'),
  secondsLeft: 0,
  mfaAge: undefined,
});
const UNKNOWN = listedSession({
  profile: '営業',
  expiration: undefined,
  secondsLeft: undefined,
  mfaAge: undefined,
});
const SESSIONS = [listedSession(), OVER, UNKNOWN];

const WIDE = [
  'PROFILE  ACCOUNT       MFA/ROLE   MFA AGE  LEFT     EXPIRES',
  'mfa      123456789012  mfa/alice  2h 0m    11h 0m   Tue 24 Nov 2026, 03:29 UTC+1',
  'old      -             -          -        expired  Wed 1 Jan 2020, 01:00 UTC+1',
  '営業     123456789012  mfa/alice  -        unknown  -',
];
const SHORT = [
  'PROFILE  ACCOUNT       MFA/ROLE   MFA AGE  LEFT     EXPIRES',
  'mfa      123456789012  mfa/alice  2h 0m    11h 0m   24 Nov, 03:29 UTC+1',
  'old      -             -          -        expired  1 Jan 2020',
  '営業     123456789012  mfa/alice  -        unknown  -',
];

it.each([
  ['no terminal', Infinity, WIDE],
  ['just enough', 80, WIDE],
  ['one column less: the time in short', 79, SHORT],
  ['just enough for that', 71, SHORT],
  ['less: no table', 70, undefined],
  ['hardly anything', 1, undefined],
])('%s', (_, columns, expected) => {
  expect(sessionTable(SESSIONS, columns)).toEqual(expected);
});

describe('a device with a long name', () => {
  const long = [...SESSIONS, listedSession({ device: 'arn:aws:iam::123456789012:mfa/the-phone-on-my-desk' })];
  const holder = (columns: number) => sessionTable(long, columns)?.at(-1)?.slice(23).split('  ')[0];

  it.each([
    [98, 'mfa/the-phone-on-my-desk'],
    [86, 'mfa/the-phone-on-my-desk'],
    [85, 'mfa/the-phone-on-my-de…'],
    [74, 'mfa/the-pho…'],
    [73, undefined],
  ])('in %i columns: %s', (columns, expected) => {
    expect(holder(columns)).toBe(expected);
    const widths = sessionTable(long, columns)?.map((row) => row.length) ?? [];
    expect(widths.filter((width) => width > columns)).toEqual([]);
  });
});

it('of a shorter name than is worth cutting, nothing is cut', () => {
  const fob = [listedSession({ device: 'GAHT1' })];
  expect(sessionTable(fob, 69)?.[1]).toContain('  GAHT1  ');
  expect(sessionTable(fob, 68)).toBeUndefined();
});
