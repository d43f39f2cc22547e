/** The one line that SDKs show. */
import { expect, it } from 'vitest';
import { needsLogin } from '../../../../src/commands/export/export.ts';
import { sessionPlan, type PlanChanges } from '../../../support/session-plan.ts';
import { NOW } from '../../../support/fakes.ts';

const TOKEN = ['aws_session_token', 'token'] as const;
const stored = (expiry: string) =>
  new Map([TOKEN, ['x_source_profile', 'work'], ['x_security_token_expires', expiry]]);
const OVER = stored('2026-11-23T11:59:59Z');
const LIVING = stored('2026-11-23T12:00:01Z');

it.each<[what: string, changes: PlanChanges, expected: string]>([
  ['none yet', {}, 'There is no MFA session in [mfa]. In a terminal, run: `aws-mfa login --profile work`'],
  [
    "another tool's",
    { stored: new Map([TOKEN, ['expiration', '2030-01-01T00:00:00Z']]) },
    'The session in [mfa] was written by another tool. In a terminal, run: `aws-mfa login --profile work`',
  ],
  [
    'other keys alone',
    { stored: new Map([['region', 'eu-west-1']]) },
    'There is no MFA session in [mfa]. In a terminal, run: `aws-mfa login --profile work`',
  ],
  [
    'one whose expiry cannot be read',
    { stored: stored('soon') },
    'The expiry of the MFA session in [mfa] is unknown. In a terminal, run: `aws-mfa login --profile work`',
  ],
  [
    'one that is over',
    { stored: OVER },
    'The MFA session in [mfa] has expired. In a terminal, run: `aws-mfa login --profile work`',
  ],
  [
    'one that lives',
    { stored: LIVING },
    'A new MFA session for [mfa] needs a code. In a terminal, run: `aws-mfa login --profile work`',
  ],
])('%s', (_, changes, expected) => {
  const { kind, message, hint } = needsLogin(sessionPlan(changes), NOW);
  expect([kind, message, hint]).toEqual(['usage', expected, undefined]);
});
