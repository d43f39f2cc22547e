/** The connection that is opened while the user types. */
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import type { SessionCall } from '../../src/aws/calls.ts';
import { createSts } from '../../src/aws/sts.ts';
import { startLoopbackAws, type LoopbackAws, type LoopbackAwsOptions } from '../support/loopback-aws.ts';
import { sessionCall } from '../support/signed-call.ts';

let aws: LoopbackAws;
afterEach(() => aws.close());

async function start(options: LoopbackAwsOptions = {}): Promise<SessionCall> {
  aws = await startLoopbackAws(options);
  return sessionCall(aws);
}

/** Waits until the server has seen so many connections. */
async function connected(count: number): Promise<void> {
  while (aws.connections() < count) await new Promise((resolve) => setImmediate(resolve));
}

it('is the one that the request goes out on', async () => {
  const call = await start();
  const sts = createSts();
  void sts.connect(call);
  await connected(1);
  expect(aws.requests).toHaveLength(0);
  expect(await sts.getSession(call)).toHaveProperty('kind', 'answer');
  expect(aws.connections()).toBe(1);
});

it('may still be on its way when the request comes', async () => {
  const call = await start();
  const sts = createSts();
  void sts.connect(call);
  expect(await sts.getSession(call)).toHaveProperty('kind', 'answer');
  expect(aws.connections()).toBe(1);
});

it('is replaced where the server has cut it meanwhile, and the code is sent once', async () => {
  const call = await start();
  aws.next({ drop: 'connection' });
  const sts = createSts();
  void sts.connect(call);
  await connected(1);
  // The reset has arrived when a round trip on another connection is done.
  await fetch(aws.url).catch(() => undefined);
  expect(await sts.getSession(call)).toHaveProperty('kind', 'answer');
  expect(aws.requests.filter(({ action }) => action === 'GetSessionToken')).toHaveLength(1);
});

it('is not used for a call to another server', async () => {
  const other = await startLoopbackAws();
  onTestFinished(other.close);
  const call = await start();
  const sts = createSts();
  void sts.connect(call);
  await connected(1);
  expect(await sts.getSession(sessionCall(other))).toHaveProperty('kind', 'answer');
  expect([aws.requests.length, other.requests.length]).toEqual([0, 1]);
});

it('counts as sent when it breaks under the request', async () => {
  const call = await start();
  aws.next({ drop: 'after reading' });
  const sts = createSts();
  void sts.connect(call);
  await connected(1);
  expect(await sts.getSession(call)).toMatchObject({ kind: 'failure', sent: true });
});

it('with a certificate that is not believed opens nothing, and the call tells', async () => {
  const call = await start({ tls: 'self-signed' });
  const sts = createSts();
  void sts.connect(call);
  expect(await sts.getSession(call)).toMatchObject({ kind: 'failure', sent: false });
  expect(aws.requests).toHaveLength(0);
});

it('a server that never answers is given up, and the code may be spent', async () => {
  const call = await start();
  aws.next({ until: new Promise(() => undefined) });
  const sts = createSts({ connect: 2_000, answer: 100 });
  expect(await sts.getSession(call)).toMatchObject({
    kind: 'failure',
    reason: 'ETIMEDOUT',
    sent: true,
  });
});

it('a handshake that never ends is given up, and nothing was sent', async () => {
  const call = await start();
  const silent = createServer((socket) => socket.on('error', () => undefined).resume());
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => void silent.close());
  const endpoint = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const sts = createSts({ connect: 300, answer: 60_000 });
  expect(await sts.getSession({ ...call, endpoint })).toMatchObject({
    kind: 'failure',
    reason: 'ETIMEDOUT',
    sent: false,
  });
});

it('an answer that is cut off in the middle counts as sent', async () => {
  const call = await start();
  aws.next({ drop: 'within answer' });
  const sts = createSts({ connect: 500, answer: 500 });
  expect(await sts.getSession(call)).toMatchObject({ kind: 'failure', sent: true });
});
