/** What a login tells people and programs. */
import { describe, expect, it } from 'vitest';
import { formatLocal } from '../../../../src/session/time.ts';
import { loginJson, loginLines, type LoginResult } from '../../../../src/commands/login/login.ts';
import { DEVICE, ROLE, sessionPlan } from '../../../support/session-plan.ts';

const NOW = new Date('2026-11-23T12:29:26.400Z');
const expiration = new Date('2026-11-24T00:29:26Z');
const result = (how: LoginResult['how']): LoginResult => ({
  plan: sessionPlan(),
  expiration,
  how,
  credentialsFile: '~/.aws/credentials',
});
const UNTIL = `${formatLocal(expiration)} (11h 59m left)`;

describe('loginLines', () => {
  it.each([
    [undefined, '`aws s3 ls --profile mfa`'],
    ['work', '`aws s3 ls --profile mfa`'],
    ['mfa', '`aws s3 ls`'],
  ])('a new session, AWS_PROFILE=%s', (selected, command) => {
    expect(loginLines(result('renewed'), NOW, selected)).toEqual([
      `[mfa] is good until ${UNTIL}.`,
      `Written to ~/.aws/credentials; use it: ${command}`,
    ]);
  });

  it.each([
    [undefined, '`aws-mfa login --force --profile mfa`'],
    ['mfa', '`aws-mfa login --force`'],
  ])("a role's session used again is renewed by its name, AWS_PROFILE=%s", (selected, command) => {
    const [, hint] = loginLines({ ...result('reused'), plan: sessionPlan({ role: ROLE }) }, NOW, selected);
    expect(hint).toBe(`For a new session all the same: ${command}`);
  });

  it('a session used again says so, and how to renew it', () => {
    expect(loginLines(result('reused'), NOW, undefined)).toEqual([
      `[mfa] is still good until ${UNTIL}; no code was needed.`,
      'For a new session all the same: `aws-mfa login --force --profile mfa`',
    ]);
  });
});

it('a session of another terminal says so', () => {
  expect(loginLines(result('elsewhere'), NOW, undefined)).toEqual([
    `[mfa] is good until ${UNTIL}: renewed in another terminal, no code was needed here.`,
    'use it: `aws s3 ls --profile mfa`',
  ]);
});

it.each([
  ['renewed', false],
  ['reused', true],
  ['elsewhere', true],
] as const)('loginJson of a session that was %s has no secret in it', (how, reused) => {
  expect(loginJson(result(how), NOW)).toEqual({
    profile: 'mfa',
    source_profile: 'work',
    serial_number: DEVICE,
    expiration: '2026-11-24T00:29:26Z',
    seconds_left: 43_199,
    reused,
    credentials_file: '~/.aws/credentials',
  });
});

it('loginJson names the role', () => {
  const given = { ...result('renewed'), plan: sessionPlan({ role: ROLE }) };
  expect(loginJson(given, NOW)).toHaveProperty('role_arn', ROLE.arn.value);
});
