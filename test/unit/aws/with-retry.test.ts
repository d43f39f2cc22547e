/** Which failures of the network are tried again: never one after which a code may have been used. */
import { describe, expect, it } from 'vitest';
import { isRetryable } from '../../../src/aws/with-retry.ts';
import { NETWORK_REASONS } from '../../support/network-reasons.ts';

const PASSING = [...NETWORK_REASONS, 'EAI_AGAIN'];
const LASTING = [
  'ENOTFOUND',
  'CERT_HAS_EXPIRED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'EPROTO',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'SyntaxError',
  'Error',
];

describe('isRetryable', () => {
  it.each([
    [407, false],
    [403, false],
    [502, true],
    [504, true],
  ])('a proxy that answers %i: %s', (status, expected) => {
    const failure = { reason: 'Error', sent: false, cause: undefined, proxy: { status, schemes: [] } };
    expect(isRetryable(failure)).toBe(expected);
    expect(isRetryable({ ...failure, sent: true })).toBe(false);
  });

  it.each([...PASSING, ...LASTING])('%s is never tried again once it was sent', (reason) => {
    expect(isRetryable({ reason, sent: true, cause: undefined })).toBe(false);
  });

  it.each(PASSING)('%s is tried again while unsent', (reason) => {
    expect(isRetryable({ reason, sent: false, cause: undefined })).toBe(true);
  });

  it.each(LASTING)('%s would only fail again', (reason) => {
    expect(isRetryable({ reason, sent: false, cause: undefined })).toBe(false);
  });
});
