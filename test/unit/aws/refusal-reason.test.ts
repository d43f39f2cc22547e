/** The classification of the refusals of STS, by its own texts. */
import { describe, expect, it } from 'vitest';
import { clockOffset, refusalReason, type RefusalReason } from '../../../src/aws/refusal-reason.ts';

const refusal = (code: string, message = '', status = 403) => ({
  code,
  message,
  status,
  serverDate: undefined,
});

describe('refusalReason', () => {
  it.each<[code: string, message: string, status: number, reason: RefusalReason]>([
    [
      'AccessDenied',
      'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
      403,
      'wrong-code',
    ],
    [
      'AccessDenied',
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
      403,
      'wrong-device',
    ],
    ['AccessDenied', 'Cannot call GetSessionToken with session credentials', 403, 'temporary-keys'],
    [
      'AccessDenied',
      'User: arn:aws:iam::1:user/a is not authorized to perform: sts:GetSessionToken',
      403,
      'denied',
    ],
    ['AccessDeniedException', '', 400, 'denied'],
    ['ExpiredToken', 'The security token included in the request is expired', 403, 'temporary-keys'],
    ['ExpiredTokenException', '', 400, 'temporary-keys'],
    ['InvalidClientTokenId', 'The security token included in the request is invalid.', 403, 'unknown-key'],
    ['InvalidAccessKeyId', '', 403, 'unknown-key'],
    ['UnrecognizedClientException', '', 400, 'unknown-key'],
    ['SignatureDoesNotMatch', 'The request signature we calculated does not match', 403, 'wrong-secret'],
    ['SignatureDoesNotMatch', 'Signature expired: A is now earlier than B (C - 15 min.)', 403, 'clock-off'],
    ['SignatureDoesNotMatch', 'Signature not yet current: A is still later than B', 403, 'clock-off'],
    ['RequestExpired', 'Request has expired', 400, 'clock-off'],
    ['RequestTimeTooSkewed', '', 403, 'clock-off'],
    [
      'AccessDenied',
      'User: u is not authorized to perform: sts:AssumeRole on resource: r with an explicit deny',
      403,
      'role-denied',
    ],
    ['AccessDenied', 'Roles may not be assumed by root accounts.', 403, 'role-denied'],
    ['AccessDenied', 'User: u is not authorized to perform: sts:GetSessionToken', 403, 'denied'],
    [
      'ValidationError',
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
      400,
      'role-too-long',
    ],
    ['ValidationError', "1 validation error detected: Value 'x' at 'tokenCode' failed", 400, 'malformed'],
    ['RegionDisabledException', 'STS is not activated in this region', 403, 'region-disabled'],
    ['Throttling', 'Rate exceeded', 400, 'busy'],
    ['ThrottlingException', '', 400, 'busy'],
    ['SlowDown', '', 503, 'busy'],
    ['InternalFailure', '', 500, 'busy'],
    ['UnknownError', 'Unknown', 502, 'busy'],
    ['UnknownError', '', 429, 'busy'],
    ['UnknownError', '', 403, 'denied'],
    ['UnknownError', '', 401, 'denied'],
    ['UnknownError', '', 400, 'unreadable'],
    ['UnknownError', '', 404, 'unreadable'],
    ['UnknownError', '', 301, 'unreadable'],
  ])('%s "%s" %i is %s', (code, message, status, reason) => {
    expect(refusalReason(refusal(code, message, status))).toBe(reason);
  });
});

describe('clockOffset', () => {
  const now = new Date('2026-11-23T14:00:00Z');
  const expired =
    'Signature expired: 20261123T140000Z is now earlier than 20261123T140500Z (20261123T142000Z - 15 min.)';
  const early =
    'Signature not yet current: 20261123T140000Z is still later than 20261123T135500Z (20261123T134000Z + 15 min.)';
  const header = new Date('2026-11-23T14:10:00Z');

  it.each([
    ['behind, by the text', expired, undefined, 20 * 60_000],
    ['ahead, by the text', early, undefined, -20 * 60_000],
    ['behind, by the header', 'Request has expired', header, 10 * 60_000],
    ["the text knows better than a header, which may be a proxy's", expired, header, 20 * 60_000],
    ['no time anywhere', 'Request has expired', undefined, undefined],
  ])('%s', (_, message, serverDate, offset) => {
    expect(clockOffset({ ...refusal('SignatureDoesNotMatch', message), serverDate }, now)).toBe(offset);
  });
});
