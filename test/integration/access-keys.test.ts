/** IAM's calls about access keys: as the program makes them, against the loopback AWS. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  accessKeyLastUse,
  createAccessKey,
  deleteAccessKey,
  getCallerIdentity,
  listAccessKeys,
  setAccessKeyActive,
} from '../../src/aws/iam.ts';
import { getSession, keysOf } from '../support/sts-client.ts';
import { startLoopbackAws, type LoopbackAws } from '../support/loopback-aws.ts';
import { alice, type User } from '../support/aws/accounts.ts';
import { signedCall } from '../support/signed-call.ts';

const OLD = 'AKIAIOSFODNN7EXAMPLE';

let aws: LoopbackAws;
afterEach(() => aws.close());

async function start(user: Partial<User> = {}) {
  aws = await startLoopbackAws({ users: [{ ...alice(), ...user }] });
  return { ...signedCall(aws), accessKeyId: OLD };
}

type Call = Awaited<ReturnType<typeof start>>;

async function create(call: Call) {
  const reply = await createAccessKey(call);
  if (reply.kind !== 'answer') throw new Error(JSON.stringify(reply));
  return { accessKeyId: reply.accessKeyId ?? '', secretAccessKey: reply.secretAccessKey ?? '' };
}

it('a key from its creation to its deletion', async () => {
  const call = await start();
  const made = await create(call);
  expect(made.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
  expect(made.secretAccessKey).toHaveLength(40);
  expect(await getCallerIdentity({ ...call, keys: made })).toMatchObject({ arn: alice().arn });
  const listed = await listAccessKeys(call);
  expect(listed).toMatchObject({
    accessKeys: [
      { id: OLD, isActive: true },
      { id: made.accessKeyId, isActive: true },
    ],
  });

  expect(await setAccessKeyActive({ ...call, keys: made, isActive: false })).toEqual({ kind: 'answer' });
  expect(await getCallerIdentity(call)).toMatchObject({ code: 'InvalidClientTokenId', status: 403 });
  expect(await listAccessKeys({ ...call, keys: made })).toMatchObject({
    accessKeys: [
      { id: OLD, isActive: false },
      { id: made.accessKeyId, isActive: true },
    ],
  });
  expect(await setAccessKeyActive({ ...call, keys: made, isActive: true })).toEqual({ kind: 'answer' });
  expect(await getCallerIdentity(call)).toHaveProperty('kind', 'answer');

  expect(await deleteAccessKey({ ...call, keys: made })).toEqual({ kind: 'answer' });
  expect(await listAccessKeys({ ...call, keys: made })).toMatchObject({
    accessKeys: [{ id: made.accessKeyId }],
  });
  expect(await deleteAccessKey({ ...call, keys: made })).toMatchObject({
    code: 'NoSuchEntityException',
    status: 404,
  });
});

it('two keys at most', async () => {
  const call = await start();
  await create(call);
  expect(await createAccessKey(call)).toMatchObject({ code: 'LimitExceededException', status: 409 });
});

it('a new key may be unknown for a while', async () => {
  const call = await start({ newKeysUnknownFor: 2 });
  const keys = await create(call);
  for (const expected of ['refusal', 'refusal', 'answer'])
    expect(await getCallerIdentity({ ...call, keys })).toHaveProperty('kind', expected);
});

describe('when a key was last used', () => {
  it('is known of the key that asks, and not of a new one', async () => {
    const call = await start();
    const { accessKeyId } = await create(call);
    expect(await accessKeyLastUse(call)).toEqual({
      kind: 'answer',
      lastUse: { date: expect.any(Date) as Date, service: 'iam', region: 'us-east-1' },
    });
    expect(await accessKeyLastUse({ ...call, accessKeyId })).toEqual({ kind: 'answer', lastUse: undefined });
  });

  it('without a service and a region, only the day is known', async () => {
    const date = new Date('2026-10-01T12:00:00Z');
    const call = await start({ lastUsed: { date, service: 'N/A', region: 'N/A' } });
    const keys = keysOf(await getSession(aws));
    Object.assign(aws.users[0] ?? {}, { lastUsed: { date, service: 'N/A', region: 'N/A' } });
    expect(await accessKeyLastUse({ ...call, keys })).toEqual({
      kind: 'answer',
      lastUse: { date, service: undefined, region: undefined },
    });
  });
});

describe('policies', () => {
  const denied = { kind: 'refusal', code: 'AccessDenied', status: 403 };

  it('that deny one action deny no other', async () => {
    const call = await start({ iamDenied: ['CreateAccessKey'] });
    expect(await createAccessKey(call)).toMatchObject(denied);
    expect(await listAccessKeys(call)).toHaveProperty('kind', 'answer');
  });

  it('that require MFA deny the key and allow the session', async () => {
    const call = await start({ iamNeedsMfa: true });
    expect(await listAccessKeys(call)).toMatchObject(denied);
    const keys = keysOf(await getSession(aws));
    expect(await listAccessKeys({ ...call, keys })).toHaveProperty('kind', 'answer');
  });
});

it.each([
  ['CreateAccessKey', (call: Call) => createAccessKey(call)],
  ['UpdateAccessKey', (call: Call) => setAccessKeyActive({ ...call, isActive: true })],
  ['DeleteAccessKey', (call: Call) => deleteAccessKey(call)],
  ['GetAccessKeyLastUsed', (call: Call) => accessKeyLastUse(call)],
])('%s: one request, whatever happens to it', async (action, make) => {
  const call = await start();
  aws.next({ drop: 'after reading' });
  expect(await make(call)).toMatchObject({ kind: 'failure', sent: true });
  expect(aws.requests.map((request) => request.action)).toEqual([action]);
});

it('an answer that is none of IAM holds no key', async () => {
  const call = await start();
  aws.next({
    instead: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Log in</html>' },
  });
  expect(await createAccessKey(call)).toEqual({ kind: 'answer' });
});
