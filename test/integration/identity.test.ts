/** STS GetCallerIdentity, IAM ListMFADevices and ListAccessKeys, against the loopback AWS. */
import { afterEach, expect, it, vi } from 'vitest';
import { getCallerIdentity, listAccessKeys, listMfaDevices } from '../../src/aws/iam.ts';
import { getSession, keysOf } from '../support/sts-client.ts';
import { startLoopbackAws, type LoopbackAws, type LoopbackAwsOptions } from '../support/loopback-aws.ts';
import { signedCall } from '../support/signed-call.ts';

const identity = { getCallerIdentity, listMfaDevices, listAccessKeys };
const ACTIONS = ['getCallerIdentity', 'listMfaDevices', 'listAccessKeys'] as const;
let aws: LoopbackAws;
afterEach(async () => {
  vi.unstubAllEnvs();
  await aws.close();
});

async function start(options: LoopbackAwsOptions = {}) {
  aws = await startLoopbackAws(options);
  return signedCall(aws);
}

it('tells whose keys, and which devices', async () => {
  const call = await start();
  expect(await identity.getCallerIdentity(call)).toEqual({
    kind: 'answer',
    arn: 'arn:aws:iam::123456789012:user/alice',
  });
  expect(await identity.listMfaDevices(call)).toEqual({
    kind: 'answer',
    serialNumbers: ['arn:aws:iam::123456789012:mfa/alice'],
  });
  expect(aws.requests.map(({ action, params }) => [action, params['UserName']])).toEqual([
    ['GetCallerIdentity', undefined],
    ['ListMFADevices', 'alice'],
  ]);
});

it('an answer that is none of IAM is no empty list', async () => {
  const call = await start();
  aws.next({
    instead: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Log in</html>' },
  });
  expect(await identity.listMfaDevices(call)).toEqual({ kind: 'answer', serialNumbers: undefined });
  aws.next({
    instead: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Log in</html>' },
  });
  expect(await identity.listAccessKeys(call)).toEqual({ kind: 'answer', accessKeys: undefined });
  aws.users.forEach((user) => (user.devices = {}));
  expect(await identity.listMfaDevices(call)).toEqual({ kind: 'answer', serialNumbers: [] });
});

it('tells which access keys there are, and how old each is', async () => {
  const call = await start();
  const created = new Date('2026-02-03T04:05:06Z');
  aws.users.forEach((user) => (user.keyCreated = created));
  expect(await identity.listAccessKeys(call)).toEqual({
    kind: 'answer',
    accessKeys: [{ id: 'AKIAIOSFODNN7EXAMPLE', isActive: true, created }],
  });
  expect(aws.requests.map(({ params }) => params['UserName'])).toEqual(['alice']);
});

it('with the keys of a session, each as well', async () => {
  const call = await start();
  const keys = keysOf(await getSession(aws));
  for (const name of ACTIONS) {
    expect(await identity[name]({ ...call, keys })).toHaveProperty('kind', 'answer');
  }
});

it('a refusal comes back as a value', async () => {
  const call = await start();
  aws.users.forEach((user) => (user.iamDenied = true));
  expect(await identity.listMfaDevices(call)).toMatchObject({
    kind: 'refusal',
    code: 'AccessDenied',
    status: 403,
  });
});

it.each(ACTIONS)('%s: one request, whatever happens to it', async (name) => {
  const call = await start();
  aws.next({ drop: 'after reading' });
  expect(await identity[name](call)).toMatchObject({ kind: 'failure', sent: true });
  expect(aws.requests).toHaveLength(1);
});

it.each(ACTIONS)('%s reads nothing of its own', async (name) => {
  const call = await start();
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:1');
  vi.stubEnv('AWS_MAX_ATTEMPTS', 'nonsense');
  vi.stubEnv('AWS_RETRY_MODE', 'nonsense');
  vi.stubEnv('AWS_USE_FIPS_ENDPOINT', 'nonsense');
  vi.stubEnv('AWS_DEFAULTS_MODE', 'nonsense');
  vi.stubEnv('AWS_CONFIG_FILE', '/nowhere');
  expect(await identity[name](call)).toHaveProperty('kind', 'answer');
});

it('signs by the clock it is told', async () => {
  const call = await start({ clockOffsetSeconds: 3600 });
  expect(await identity.getCallerIdentity(call)).toMatchObject({ code: 'SignatureDoesNotMatch' });
  expect(await identity.getCallerIdentity({ ...call, clockOffset: 3_600_000 })).toHaveProperty(
    'kind',
    'answer',
  );
});

it('a signal ends a call that nobody answers', async () => {
  const call = await start();
  aws.next({ until: new Promise(() => undefined) });
  const stop = new AbortController();
  const reply = identity.listMfaDevices({ ...call, signal: stop.signal });
  await aws.arrived(1);
  stop.abort();
  expect(await reply).toHaveProperty('kind', 'failure');
});
