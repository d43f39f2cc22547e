/** Each way in which certificates go wrong, in words, with the remedy that fits what is set. */
import { describe, expect, it } from 'vitest';
import { explainCertificate, isCertificateTrouble } from '../../../src/aws/explain-failure.ts';
import { sourceOf } from '../../support/source-of.ts';

const CA = { value: '/office.pem', source: sourceOf('AWS_CA_BUNDLE') };

describe('explainCertificate', () => {
  it.each<[reason: string, what: RegExp, remedy: RegExp]>([
    ['CERT_HAS_EXPIRED', /^The certificate of STS has expired/, /clock/],
    ['CERT_NOT_YET_VALID', /is not good yet/, /clock/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /is that of another host/, /endpoint/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /is signed by itself, and not by an authority/, /AWS_CA_BUNDLE=/],
    [
      'SELF_SIGNED_CERT_IN_CHAIN',
      /is signed by an authority that this machine does not know \(/,
      /office proxy.*AWS_CA_BUNDLE=/,
    ],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /an authority that this machine does not know/, /AWS_CA_BUNDLE=/],
    [
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      /is signed by an authority that this machine does not know, or the server leaves out the certificates that lead to it/,
      /AWS_CA_BUNDLE=/,
    ],
    ['EPROTO', /^STS does not speak TLS as it should/, /port/],
    ['ERR_SSL_SOMETHING_ELSE', /was not accepted/, /AWS_CA_BUNDLE=/],
  ])('%s', (reason, what, remedy) => {
    expect(isCertificateTrouble(reason)).toBe(true);
    const [said, then] = explainCertificate(reason, 'STS', undefined);
    expect(said).toMatch(what);
    expect(said).toContain(`(${reason}).`);
    expect(then).toMatch(remedy);
  });

  it.each(['SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'DEPTH_ZERO_SELF_SIGNED_CERT'])(
    '%s where a file says whom to believe: that file is named',
    (reason) => {
      const [, remedy] = explainCertificate(reason, 'STS', CA);
      expect(remedy).toMatch(/^Only the authorities in \/office\.pem \(AWS_CA_BUNDLE\) are believed: add/);
    },
  );

  it.each(['ECONNREFUSED', 'TimeoutError', 'ENOTFOUND'])('%s is no trouble with a certificate', (reason) => {
    expect(isCertificateTrouble(reason)).toBe(false);
  });
});
