/** The errors that only the session of a role can have. */
import { describe, expect, it } from 'vitest';
import { explainRefusal } from '../../../src/aws/refusal-messages.ts';
import type { Role } from '../../../src/session/role.ts';
import { ROLE } from '../../support/session-plan.ts';
import { told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

const DENIED = 'User: u is not authorized to perform: sts:AssumeRole on resource: r';
const TOO_LONG = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';

function explain(code: string, message: string, status: number, role: Role = ROLE) {
  const call = {
    base: 'work',
    process: undefined,
    keys: { accessKeyId: 'AKIAWXYZ' },
    endpoint: 'STS in eu-west-1',
    session: {
      serialNumber: { value: 'GAHT12345678', source: sourceOf('--serial-number') },
      role,
      duration: { value: 28_800, source: sourceOf('--duration') },
      isCorrected: false,
    },
  };
  return told(explainRefusal({ code, message, status, serverDate: undefined }, call, new Date(0)));
}

describe('a role', () => {
  it.each<[what: string, code: string, message: string, status: number, expected: string]>([
    [
      'is not to be taken on',
      'AccessDenied',
      DENIED,
      403,
      `refused: AWS does not let the user of "work" assume ${ROLE.arn.value}: ${DENIED}. | …role exists…trust policy…sts:AssumeRole…external ID…--external-id…try again with a new code.`,
    ],
    [
      'by an explicit deny',
      'AccessDenied',
      `${DENIED} with an explicit deny`,
      403,
      'with an explicit deny. | …trust policy',
    ],
    [
      'by a root user',
      'AccessDenied',
      'Roles may not be assumed by root accounts.',
      403,
      'refused: The keys of "work" belong to a root user, who cannot assume a role.…--profile NAME',
    ],
    [
      'lasts less',
      'ValidationError',
      TOO_LONG,
      400,
      'refused: The role does not allow sessions of 8h 0m (--duration). The code has been used. | …new code: `--duration 1h`…`aws iam update-role --role-name Admin --max-session-duration 28800`',
    ],
    [
      'meets a wrong code',
      'AccessDenied',
      'MultiFactorAuthentication failed with invalid MFA one time pass code.',
      403,
      'rejected the code',
    ],
    [
      'meets a wrong device',
      'AccessDenied',
      'MultiFactorAuthentication failed, unable to validate MFA code.',
      403,
      'GAHT12345678',
    ],
    ['meets a bound', 'ValidationError', "Value '1' at 'durationSeconds' failed", 400, 'invalid value'],
  ])('%s', (_, code, message, status, expected) => {
    expect(explain(code, message, status)).toMatch(words(expected));
  });

  it('an external id that was given may be the wrong one; it is not repeated', () => {
    const externalId = { value: 'acme-7', source: sourceOf('--external-id') };
    const error = explain('AccessDenied', DENIED, 403, { ...ROLE, externalId });
    expect(error).toContain('another external ID than the one from --external-id');
    expect(error).not.toContain('acme-7');
  });
});
