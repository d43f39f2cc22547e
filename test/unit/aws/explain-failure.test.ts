/** STS was not reached, or its answer not understood: what is said depends on whether the code can have arrived. */
import { describe, expect, it } from 'vitest';
import { readProxy } from '../../../src/aws/proxy.ts';
import type { Failure } from '../../../src/aws/calls.ts';
import { explainFailure, isRetryable } from '../../../src/aws/explain-failure.ts';
import { exitCode } from '../../../src/errors.ts';
import { told, words } from '../../support/thrown-by.ts';

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
  'CERT_HAS_EXPIRED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'EPROTO',
  'ERR_SSL_WRONG_VERSION_NUMBER',
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
    ...['TimeoutError', 'ETIMEDOUT'].map(
      (reason) =>
        [
          reason,
          true,
          'The request went out, but STS in eu-west-1 did not answer in time (REASON). The code may be spent. | …new code',
        ] as const,
    ),
    [
      'ERR_ANSWER_TOO_LARGE',
      true,
      'The request went out, but STS in eu-west-1 sent an answer of more than 1 MB (REASON). The code may be spent. | Check the endpoint…new code',
    ] as const,
    ...['ECONNRESET', 'EPIPE', 'EHOSTUNREACH'].map(
      (reason) =>
        [
          reason,
          true,
          'The request went out, but STS in eu-west-1 broke the connection off (REASON). The code may be spent. | …new code',
        ] as const,
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
    const error = explainFailure({ reason, sent, cause }, endpoint, {});
    expect(told(error)).toMatch(words(`unreachable: …${expected.replace('REASON', reason)}`));
    expect(exitCode(error.kind)).toBe(255);
    expect(error.cause).toBe(cause);
  });

  const proxy = readProxy({ value: 'http://alice:secret@proxy.example:8080', from: 'HTTPS_PROXY' });
  const network = { proxy: { value: proxy, from: 'HTTPS_PROXY' } };
  const unsent = { sent: false, cause: undefined };

  it.each<[what: string, failure: Failure, expected: string]>([
    [
      'a certificate',
      { ...unsent, reason: 'CERT_HAS_EXPIRED' },
      'The certificate of STS in eu-west-1 has expired (CERT_HAS_EXPIRED). The code was not sent. | Check the clock',
    ],
    [
      "a proxy's certificate",
      { ...unsent, reason: 'CERT_HAS_EXPIRED', proxy: { schemes: [] } },
      'The certificate of the proxy proxy.example:8080 (HTTPS_PROXY) has expired (CERT_HAS_EXPIRED). The code was not sent.',
    ],
    [
      'a proxy that refuses',
      { ...unsent, reason: 'Error', proxy: { status: 403, schemes: [] } },
      'The proxy proxy.example:8080 (HTTPS_PROXY) does not let STS in eu-west-1 be reached (HTTP 403). The code was not sent.',
    ],
    [
      'what lies behind a proxy',
      { ...unsent, reason: 'ECONNRESET' },
      'STS in eu-west-1 could not be reached through the proxy proxy.example:8080 (HTTPS_PROXY) (ECONNRESET). The code was not sent.',
    ],
  ])('%s on the way through a proxy', (_, failure, expected) => {
    const error = told(explainFailure(failure, endpoint, network));
    expect(error).toMatch(words(`unreachable: ${expected}`));
    expect(error).not.toMatch(/alice|secret/);
  });
});

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
