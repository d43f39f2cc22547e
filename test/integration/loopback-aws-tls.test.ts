/** The loopback AWS over https: a certificate that a client accepts, and one for each way to be refused. */
import { afterEach, expect, test } from 'vitest';
import { type LoopbackAws, startLoopbackAws } from '../support/loopback-aws.ts';
import { getSession, whoAmI } from '../support/sts-client.ts';

let aws: LoopbackAws;
afterEach(() => aws.close());

test('a client that trusts the authority gets a session', async () => {
  aws = await startLoopbackAws({ tls: true });
  expect(aws.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect(aws.env).toEqual({
    AWS_ENDPOINT_URL_STS: aws.url,
    AWS_ENDPOINT_URL_IAM: aws.url,
    AWS_CA_BUNDLE: aws.caFile,
  });
  expect(await getSession(aws)).toHaveProperty('SessionToken');
});

test('a client that does not know the authority gets nothing', async () => {
  aws = await startLoopbackAws({ tls: true });
  await expect(fetch(aws.url)).rejects.toMatchObject({ cause: { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' } });
  expect(aws.requests).toEqual([]);
  expect(aws.connections()).toBe(1);
});

test.each([
  ['expired', 'CERT_HAS_EXPIRED'],
  ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['missing-intermediate', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
] as const)('a certificate that is %s', async (tls, code) => {
  aws = await startLoopbackAws({ tls });
  await expect(whoAmI(aws)).rejects.toMatchObject({ code });
  expect(aws.requests).toEqual([]);
});

test.each(['connection', 'before reading', 'after reading', 'after deciding', 'within answer'] as const)(
  'a connection dropped: %s',
  async (drop) => {
    aws = await startLoopbackAws({ tls: true });
    aws.next({ drop });
    await expect(whoAmI(aws)).rejects.toMatchObject({ code: 'ECONNRESET' });
  },
);

test('without https nothing says which authority to trust', async () => {
  aws = await startLoopbackAws();
  expect(aws.env).toEqual({ AWS_ENDPOINT_URL_STS: aws.url, AWS_ENDPOINT_URL_IAM: aws.url });
});
