/** The errors for a network or a certificate that does not work. */
import { describe, expect, it } from 'vitest';
import {
  explainSessionFailure,
  explainCertificate,
  isCertificateProblem,
} from '../../../src/aws/network-messages.ts';
import { readProxy } from '../../../src/aws/network.ts';
import type { Failure } from '../../../src/aws/calls.ts';
import { exitCode } from '../../../src/errors.ts';
import { NETWORK_REASONS } from '../../support/network-reasons.ts';
import { told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

const NAMES = ['ENOTFOUND', 'EAI_AGAIN'];
const OTHER = ['SyntaxError', 'Error'];
const endpoint = 'STS in eu-west-1';

describe('explainSessionFailure', () => {
  it.each([
    ...NETWORK_REASONS.map(
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
          'The host name of STS in eu-west-1 could not be resolved (REASON). The code was not sent.',
        ] as const,
    ),
    ...['TimeoutError', 'ETIMEDOUT'].map(
      (reason) =>
        [
          reason,
          true,
          'The request was sent, but STS in eu-west-1 did not answer in time (REASON). The code may have been used. | …new code',
        ] as const,
    ),
    [
      'ERR_ANSWER_TOO_LARGE',
      true,
      'The request was sent, but STS in eu-west-1 sent an answer of more than 1 MB (REASON). The code may have been used. | Check the endpoint…new code',
    ] as const,
    ...['ECONNRESET', 'EPIPE', 'EHOSTUNREACH'].map(
      (reason) =>
        [
          reason,
          true,
          'The request was sent, but STS in eu-west-1 closed the connection (REASON). The code may have been used. | …new code',
        ] as const,
    ),
    ...OTHER.map(
      (reason) =>
        [
          reason,
          true,
          'sent an answer that cannot be read (REASON). The code may have been used. | …new code',
        ] as const,
    ),
  ])('%s, sent: %s', (reason, sent, expected) => {
    const cause = new Error(reason);
    const error = explainSessionFailure({ reason, sent, cause }, endpoint, {});
    expect(told(error)).toMatch(words(`unreachable: …${expected.replace('REASON', reason)}`));
    expect(exitCode(error.kind)).toBe(255);
    expect(error.cause).toBe(cause);
  });

  const proxy = readProxy({
    value: 'http://alice:secret@proxy.example:8080',
    source: sourceOf('HTTPS_PROXY'),
  });
  const network = { proxy: { value: proxy, source: sourceOf('HTTPS_PROXY') } };
  const unsent = { sent: false, cause: undefined };

  it.each<[what: string, failure: Failure, expected: string]>([
    [
      'a certificate',
      { ...unsent, reason: 'CERT_HAS_EXPIRED' },
      'The certificate of STS in eu-west-1 has expired (CERT_HAS_EXPIRED). The code was not sent. | Check this machine',
    ],
    [
      "a proxy's certificate",
      { ...unsent, reason: 'CERT_HAS_EXPIRED', proxy: { schemes: [] } },
      'The certificate of the proxy proxy.example:8080 (HTTPS_PROXY) has expired (CERT_HAS_EXPIRED). The code was not sent.',
    ],
    [
      'a proxy that refuses',
      { ...unsent, reason: 'Error', proxy: { status: 403, schemes: [] } },
      'The proxy proxy.example:8080 (HTTPS_PROXY) does not allow connections to STS in eu-west-1 (HTTP 403). The code was not sent.',
    ],
    [
      'what lies behind a proxy',
      { ...unsent, reason: 'ECONNRESET' },
      'STS in eu-west-1 could not be reached through the proxy proxy.example:8080 (HTTPS_PROXY): ECONNRESET. The code was not sent.',
    ],
  ])('%s on the way through a proxy', (_, failure, expected) => {
    const error = told(explainSessionFailure(failure, endpoint, network));
    expect(error).toMatch(words(`unreachable: ${expected}`));
    expect(error).not.toMatch(/alice|secret/);
  });
});

const CA = { value: '/office.pem', source: sourceOf('AWS_CA_BUNDLE') };

describe('explainCertificate', () => {
  it.each<[reason: string, what: RegExp, remedy: RegExp]>([
    ['CERT_HAS_EXPIRED', /^The certificate of STS has expired/, /clock/],
    ['CERT_NOT_YET_VALID', /is not valid yet/, /clock/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /is for another host/, /endpoint/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /is self-signed/, /AWS_CA_BUNDLE=/],
    [
      'SELF_SIGNED_CERT_IN_CHAIN',
      /is signed by an authority that is not trusted \(/,
      /inspects TLS[^]*AWS_CA_BUNDLE=/,
    ],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /an authority that is not trusted/, /AWS_CA_BUNDLE=/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /is signed by an authority that is not trusted/, /AWS_CA_BUNDLE=/],
    ['EPROTO', /^The TLS handshake with STS failed/, /port/],
    ['ERR_SSL_SOMETHING_ELSE', /could not be verified/, /AWS_CA_BUNDLE=/],
  ])('%s', (reason, what, remedy) => {
    expect(isCertificateProblem(reason)).toBe(true);
    const { message, hint } = explainCertificate(reason, 'STS', undefined);
    expect(message).toMatch(what);
    expect(message).toContain(`(${reason}).`);
    expect(hint).toMatch(remedy);
  });

  it.each(['SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'DEPTH_ZERO_SELF_SIGNED_CERT'])(
    '%s where a file says whom to believe: that file is named',
    (reason) => {
      const { hint } = explainCertificate(reason, 'STS', CA);
      expect(hint).toMatch(/^Only the certificates in \/office\.pem \(AWS_CA_BUNDLE\) are trusted. Add/);
    },
  );

  it.each(['ECONNREFUSED', 'TimeoutError', 'ENOTFOUND'])('%s is no trouble with a certificate', (reason) => {
    expect(isCertificateProblem(reason)).toBe(false);
  });
});
