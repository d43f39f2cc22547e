/** The kind, message and hint for each refusal. */
import { describe, expect, it } from 'vitest';
import type { Sourced } from '../../../src/source.ts';
import { explainRefusal } from '../../../src/aws/refusal-messages.ts';
import { exitCode } from '../../../src/errors.ts';
import { told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

/** 17 seconds after the start of a 30-second step. */
const NOW = new Date('2026-11-24T00:00:17Z');

function explain(code: string, message: string, status: number, base = 'work', process?: Sourced<string>) {
  const call = {
    base,
    process,
    keys: { accessKeyId: 'AKIAWXYZ' },
    endpoint: 'STS in eu-west-1',
    session: {
      serialNumber: { value: 'GAHT12345678', source: sourceOf('mfa_serial of [profile work]') },
      role: undefined,
      duration: { value: 43_200, source: sourceOf('default') },
      isCorrected: true,
    },
  };
  return explainRefusal({ code, message, status, serverDate: undefined }, call, NOW);
}

describe('explainRefusal', () => {
  it.each([
    [
      'AccessDenied',
      'invalid MFA one time pass code',
      403,
      254,
      'rejected the code: it is mistyped, expired, or already used. | The next code appears in 13 s.…clock of the MFA device',
    ],
    [
      'AccessDenied',
      'unable to validate MFA code',
      403,
      254,
      'GAHT12345678…mfa_serial of [profile work]…`aws-mfa setup --profile work`',
    ],
    [
      'AccessDenied',
      'Cannot call GetSessionToken with session credentials',
      403,
      254,
      'The keys of "work" belong to a session…--profile NAME',
    ],
    ['ExpiredToken', '', 403, 254, 'The keys of "work" belong to a session'],
    [
      'InvalidClientTokenId',
      '',
      403,
      254,
      '…WXYZ of "work" (asked STS in eu-west-1)…inactive…another partition. | …`aws configure --profile work`',
    ],
    [
      'SignatureDoesNotMatch',
      '',
      403,
      254,
      'secret access key of "work"…WXYZ. | Enter the access key again:\n`aws configure --profile work`',
    ],
    [
      'SignatureDoesNotMatch',
      'Signature expired: x',
      403,
      254,
      "This machine's clock is wrong. Correcting the time of the request did not help.…Set the clock",
    ],
    [
      'ValidationError',
      "'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
      400,
      254,
      'invalid value in the request: …greater than or equal to 900',
    ],
    ['RegionDisabledException', '', 403, 254, 'STS in eu-west-1 is not activated…--region us-east-1'],
    [
      'AccessDenied',
      'explicit deny in a policy',
      403,
      254,
      'STS in eu-west-1 denied access: explicit deny in a policy.',
    ],
    ['UnknownError', 'Unknown', 403, 254, 'STS in eu-west-1 denied access.'],
    ['UnknownError', '<html>', 403, 254, 'STS in eu-west-1 denied access.'],
    ['Throttling', '', 400, 254, 'AWS is busy…HTTP 400, Throttling…new code'],
    [
      'ServiceUnavailable',
      '',
      503,
      255,
      'AWS is busy…HTTP 503, ServiceUnavailable). The code may have been used.…new code',
    ],
    [
      'UnknownError',
      '',
      404,
      255,
      'STS in eu-west-1 sent an answer that is not from STS (HTTP 404, UnknownError). The code may have been used.',
    ],
  ])('%s "%s" %i: %i', (code, message, status, exit, expected) => {
    const error = explain(code, message, status);
    expect(exitCode(error.kind)).toBe(exit);
    expect(told(error)).toMatch(words(expected));
  });

  it.each([
    ['default', '`aws configure`'],
    ['environment', 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY again, then try again.'],
    ['my base', "`aws configure --profile 'my base'`"],
  ])('the remedy for the base %s can be copied', (base, command) => {
    expect(told(explain('SignatureDoesNotMatch', '', 403, base))).toContain(command);
  });

  it.each(['SignatureDoesNotMatch', 'InvalidClientTokenId'])(
    '%s: keys of a process are mended there',
    (code) => {
      const process = { value: 'vault get work', source: sourceOf('credential_process of [work]') };
      const line = told(explain(code, '', 403, 'work', process));
      expect(line).toContain('Correct what credential_process of [work] prints');
      expect(line).not.toMatch(/aws configure|vault get/);
    },
  );
});
