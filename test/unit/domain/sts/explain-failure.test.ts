/** STS was not reached, or its answer not understood: what is said depends on whether the code can have arrived. */
import { describe, expect, it } from 'vitest';
import { explainFailure, isRetryable } from '../../../../src/domain/sts/explain-failure.ts';
import { exitCode } from '../../../../src/errors.ts';
import { told, words } from '../../../support/thrown-by.ts';

const NETWORK = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'TimeoutError',
];
const NAMES = ['ENOTFOUND', 'EAI_AGAIN'];
const CERTIFICATE = [
  ...[
    'CERT_HAS_EXPIRED',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ],
  ...[
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'EPROTO',
    'ERR_SSL_WRONG_VERSION_NUMBER',
  ],
];
const OTHER = ['SyntaxError', 'Error'];
const endpoint = 'STS in eu-west-1';

describe('explainFailure', () => {
  it.each([
    ...NETWORK.map(
      (reason) =>
        [
          reason,
          false,
          'STS in eu-west-1 could not be reached (REASON). The code was not sent. | Check the network',
        ] as const,
    ),
    ...NAMES.map(
      (reason) =>
        [
          reason,
          false,
          'The address of STS in eu-west-1 could not be found (REASON). The code was not sent.',
        ] as const,
    ),
    ...CERTIFICATE.map(
      (reason) =>
        [
          reason,
          false,
          'certificate of STS in eu-west-1 was not accepted (REASON). The code was not sent. | …NODE_EXTRA_CA_CERTS',
        ] as const,
    ),
    ...['TimeoutError', 'ETIMEDOUT'].map(
      (reason) =>
        [reason, true, 'did not answer in time (REASON). The code may be spent. | …new code'] as const,
    ),
    ...['ECONNRESET', 'EPIPE', 'EHOSTUNREACH'].map(
      (reason) =>
        [reason, true, 'broke the connection off (REASON). The code may be spent. | …new code'] as const,
    ),
    ...OTHER.map(
      (reason) =>
        [
          reason,
          true,
          'gave an answer that cannot be read (REASON). The code may be spent. | …new code',
        ] as const,
    ),
  ])('%s, sent: %s', (reason, sent, expected) => {
    const cause = new Error(reason);
    const error = explainFailure({ reason, sent, cause }, endpoint);
    expect(told(error)).toMatch(words(`unreachable: …${expected.replace('REASON', reason)}`));
    expect(exitCode(error.kind)).toBe(255);
    expect(error.cause).toBe(cause);
  });
});

describe('isRetryable', () => {
  it.each([...NETWORK, ...NAMES, ...CERTIFICATE, ...OTHER])(
    '%s is never tried again once it was sent',
    (reason) => {
      expect(isRetryable({ reason, sent: true, cause: undefined })).toBe(false);
    },
  );

  it.each([...NETWORK, 'EAI_AGAIN'])('%s is tried again while unsent', (reason) => {
    expect(isRetryable({ reason, sent: false, cause: undefined })).toBe(true);
  });

  it.each(['ENOTFOUND', ...CERTIFICATE, ...OTHER])('%s would only fail again', (reason) => {
    expect(isRetryable({ reason, sent: false, cause: undefined })).toBe(false);
  });
});
