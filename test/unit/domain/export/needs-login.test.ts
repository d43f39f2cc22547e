/** The one line that SDKs show. */
import { expect, it } from 'vitest';
import { needsLogin } from '../../../../src/domain/export/needs-login.ts';
import { ROLE, sessionPlan, type PlanChanges } from '../../../support/session-plan.ts';
import { NOW } from '../../../support/sts-desk.ts';

const stored = (expiry: string) =>
  new Map([
    ['x_source_profile', 'work'],
    ['x_security_token_expires', expiry],
  ]);
const OVER = stored('2026-11-23T11:59:59Z');
const LIVING = stored('2026-11-23T12:00:01Z');
const DEFAULT = { name: 'default', keys: { accessKeyId: 'A', secretAccessKey: 's' } };

it.each<[what: string, changes: PlanChanges, expected: string]>([
  ['none yet', {}, 'There is no MFA session in [mfa] yet; in a terminal: `aws-mfa login --profile work`'],
  [
    "another tool's",
    { stored: new Map([['expiration', '2030-01-01T00:00:00Z']]) },
    'There is no MFA session in [mfa] yet; …',
  ],
  [
    'one that is over',
    { stored: OVER },
    'The MFA session in [mfa] is over; in a terminal: `aws-mfa login --profile work`',
  ],
  ['one that lives', { stored: LIVING }, 'A new MFA session for [mfa] needs a code; …'],
  ['of the default', { base: DEFAULT, stored: OVER }, '…; in a terminal: `aws-mfa login`'],
  [
    'of a role',
    { role: ROLE, mfaProfile: 'admin-session', stored: OVER },
    '…`aws-mfa login --profile admin-session`',
  ],
])('%s', (_, changes, expected) => {
  const { kind, message, remedy } = needsLogin(sessionPlan(changes), NOW);
  expect([kind, remedy]).toEqual(['usage', undefined]);
  expect(message).toEqual(expect.stringContaining(expected.replaceAll('…', '')));
  expect(message).not.toContain('\n');
});
