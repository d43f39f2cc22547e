/** What a login tells people and programs. */
import { describe, expect, it } from 'vitest';
import { formatLocal } from '../../../../src/session/duration-and-expiry.ts';
import { loginJson, loginLines } from '../../../../src/commands/login/login.ts';
import type { ObtainedSession } from '../../../../src/login/obtain-session.ts';
import { CREDENTIALS_PATH } from '../../../support/fakes.ts';
import { DEVICE, ROLE, sessionPlan } from '../../../support/session-plan.ts';

const NOW = new Date('2026-11-23T12:29:26.400Z');
const expiration = new Date('2026-11-24T00:29:26Z');
const session = { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c', expiration, issuedAt: NOW };
const obtained = (how: ObtainedSession['how']): ObtainedSession => ({ session, how });
const PLAN = sessionPlan();
const OF_ROLE = sessionPlan({ role: ROLE });
const EXPIRES = `Session [mfa] expires at ${formatLocal(expiration)} (11h 59m left).`;

describe('loginLines', () => {
  it.each([
    [undefined, '`aws s3 ls --profile mfa`'],
    ['work', '`aws s3 ls --profile mfa`'],
    ['mfa', '`aws s3 ls`'],
  ])('a new session, AWS_PROFILE=%s', (selected, command) => {
    expect(loginLines(PLAN, obtained('new'), NOW, selected)).toEqual([EXPIRES, `Use it: ${command}`]);
  });

  it.each([
    [undefined, '`aws-mfa login --force --profile mfa`'],
    ['mfa', '`aws-mfa login --force`'],
  ])("a role's session used again is renewed by its name, AWS_PROFILE=%s", (selected, command) => {
    const [, hint] = loginLines(OF_ROLE, obtained('reused'), NOW, selected);
    expect(hint).toBe(`To get a new session anyway: ${command}`);
  });

  it('a session used again says so, and how to renew it', () => {
    expect(loginLines(PLAN, obtained('reused'), NOW, undefined)).toEqual([
      `No code is needed. ${EXPIRES}`,
      'To get a new session anyway: `aws-mfa login --force --profile mfa`',
    ]);
  });
});

it('a session of another terminal says so', () => {
  expect(loginLines(PLAN, obtained('renewedElsewhere'), NOW, undefined)).toEqual([
    `Another terminal renewed the session. ${EXPIRES}`,
    'Use it: `aws s3 ls --profile mfa`',
  ]);
});

it.each([
  ['new', false],
  ['reused', true],
  ['renewedElsewhere', true],
] as const)('loginJson of a session that was %s has no secret in it', (how, reused) => {
  expect(loginJson(PLAN, obtained(how), NOW)).toEqual({
    profile: 'mfa',
    source_profile: 'work',
    serial_number: DEVICE,
    expiration: '2026-11-24T00:29:26Z',
    seconds_left: 43_199,
    reused,
    credentials_file: CREDENTIALS_PATH,
  });
});

it('loginJson names the role', () => {
  expect(loginJson(OF_ROLE, obtained('new'), NOW)).toHaveProperty('role_arn', ROLE.arn.value);
});
