/** The loopback AWS refuses each signature that AWS would refuse, and for the same reason. */
import { createHash } from 'node:crypto';
import { type STSClient, GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import type { HttpRequest } from '@smithy/types';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LoopbackAws, alice, startLoopbackAws } from '../support/loopback-aws.ts';
import { getSession, keysOf, stsClient, whoAmI } from '../support/sts-client.ts';

let aws: LoopbackAws;
beforeEach(async () => {
  aws = await startLoopbackAws();
});
afterEach(() => aws.close());

const mismatch = {
  name: 'SignatureDoesNotMatch',
  message: expect.stringMatching(/^The request signature we calculated does not match/) as unknown,
  $metadata: expect.objectContaining({ httpStatusCode: 403 }) as unknown,
};
const unknownKey = {
  name: 'InvalidClientTokenId',
  message: 'The security token included in the request is invalid.',
  $metadata: expect.objectContaining({ httpStatusCode: 403 }) as unknown,
};

/** Changes the request after it was signed. */
function tampering(change: (request: HttpRequest) => void): STSClient {
  const client = stsClient(aws);
  client.middlewareStack.add(
    (next) => (args) => {
      change(args.request as HttpRequest);
      return next(args);
    },
    { step: 'deserialize', priority: 'low' },
  );
  return client;
}

test('a wrong secret', async () => {
  await expect(whoAmI(aws, { ...alice(), secretAccessKey: 'wrong' })).rejects.toMatchObject(mismatch);
});

test('a changed body', async () => {
  const client = tampering((request) => {
    request.body = String(request.body).replace('900', '901');
  });
  const command = new GetSessionTokenCommand({ DurationSeconds: 900 });
  await expect(client.send(command)).rejects.toMatchObject(mismatch);
});

test('a changed body, with its hash changed to match', async () => {
  const client = tampering((request) => {
    const body = String(request.body).replace('900', '901');
    request.body = body;
    request.headers['x-amz-content-sha256'] = createHash('sha256').update(body).digest('hex');
  });
  const command = new GetSessionTokenCommand({ DurationSeconds: 900 });
  await expect(client.send(command)).rejects.toMatchObject(mismatch);
});

test('a changed header', async () => {
  const client = tampering((request) => {
    request.headers['content-type'] = 'application/x-www-form-urlencoded; charset=utf-8';
  });
  await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(mismatch);
});

test('another path', async () => {
  const client = tampering((request) => {
    request.path = '/elsewhere';
  });
  await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject(mismatch);
});

test('another service in the scope', async () => {
  const client = tampering((request) => {
    request.headers['authorization'] = (request.headers['authorization'] ?? '').replace('/sts/', '/iam/');
  });
  await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
    message: expect.stringMatching(/^Credential should be scoped to correct service: 'sts'/) as unknown,
  });
});

test('another day in the scope', async () => {
  const client = tampering((request) => {
    request.headers['authorization'] = (request.headers['authorization'] ?? '').replace(
      /\/\d{8}\//,
      '/20200101/',
    );
  });
  await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
    message: expect.stringMatching(/^Date in Credential scope does not match YYYYMMDD/) as unknown,
  });
});

test('a host that was not signed', async () => {
  const client = tampering((request) => {
    request.headers['authorization'] = (request.headers['authorization'] ?? '').replace(';host', '');
  });
  await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
    message: "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
  });
});

test('no signature at all', async () => {
  const answer = await fetch(`${aws.url}/?Action=GetCallerIdentity&Version=2011-06-15`);
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain('<Code>MissingAuthenticationToken</Code>');
});

test('half a signature', async () => {
  const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=AKIA' };
  const answer = await fetch(`${aws.url}/?Action=GetCallerIdentity&Version=2011-06-15`, { headers });
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain('<Code>IncompleteSignature</Code>');
});

test('an unknown key', async () => {
  await expect(whoAmI(aws, { ...alice(), accessKeyId: 'AKIANOBODY' })).rejects.toMatchObject(unknownKey);
});

test('an inactive key', async () => {
  aws.users.forEach((user) => (user.active = false));
  await expect(whoAmI(aws)).rejects.toMatchObject(unknownKey);
});

test('a session without its token, or with another’s', async () => {
  const { accessKeyId, secretAccessKey } = keysOf(await getSession(aws));
  const { sessionToken } = keysOf(await getSession(aws));
  await expect(whoAmI(aws, { accessKeyId, secretAccessKey })).rejects.toMatchObject(unknownKey);
  await expect(whoAmI(aws, { accessKeyId, secretAccessKey, sessionToken })).rejects.toMatchObject(unknownKey);
});

test('a long-term key with a token beside it', async () => {
  await expect(whoAmI(aws, { ...alice(), sessionToken: 'stale' })).rejects.toMatchObject(unknownKey);
});

test.each(['us-east-1', 'eu-central-1', 'us-gov-west-1'])('no region is refused: %s', async (region) => {
  const client = stsClient(aws);
  client.config.region = () => Promise.resolve(region);
  expect(await client.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: '123456789012' });
  expect(aws.requests[0]?.headers['authorization']).toContain(`/${region}/sts/aws4_request`);
});
