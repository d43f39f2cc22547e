/** Whether a server can be reached, and what its clock says, directly and through a proxy. */
import { expect, onTestFinished, test } from 'vitest';
import { reach } from '../../src/aws/client.ts';
import { readProxy, type NetworkPlan } from '../../src/aws/network.ts';
import { startLoopbackAws, type LoopbackAwsOptions } from '../support/loopback-aws.ts';
import { startLoopbackProxy, type LoopbackProxy } from '../support/loopback-proxy.ts';
import { sourceOf } from '../support/source-of.ts';

async function server(options: LoopbackAwsOptions = {}) {
  const aws = await startLoopbackAws(options);
  onTestFinished(aws.close);
  return aws;
}

const ask = (
  url: string,
  network: NetworkPlan = {},
  timeoutMs = 20_000,
  signal = new AbortController().signal,
) => reach(url, network, timeoutMs, signal);

function through({ url }: LoopbackProxy, ca: string): NetworkPlan {
  const source = sourceOf('HTTPS_PROXY');
  return { ca, proxy: { value: readProxy({ value: url, source }), source } };
}

test('its time, in whole seconds', async () => {
  const { url, requests } = await server({ now: () => Date.UTC(2026, 10, 23, 12, 0, 0, 700) });
  expect(await ask(url)).toEqual({ kind: 'answer', date: new Date('2026-11-23T12:00:00Z') });
  expect(requests.map(({ params, accessKeyId }) => [params, accessKeyId])).toEqual([[{}, undefined]]);
});

test('a refusal is an answer, too, with no time or one that is none', async () => {
  const { url, next } = await server();
  next({ instead: { status: 503, headers: { date: 'soon' }, body: 'x'.repeat(100_000) } });
  expect(await ask(url)).toEqual({ kind: 'answer', date: undefined });
});

test('https, by an authority that is believed', async () => {
  const { url, ca } = await server({ tls: true });
  expect(await ask(url, { ca })).toMatchObject({ kind: 'answer' });
});

test.each([
  ['expired', 'CERT_HAS_EXPIRED'],
  ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
] as const)('https with a certificate that is %s', async (tls, reason) => {
  const { url, ca } = await server({ tls });
  expect(await ask(url, { ca })).toMatchObject({ kind: 'failure', reason, sent: false });
});

test('nobody there', async () => {
  const aws = await server();
  await aws.close();
  expect(await ask(aws.url)).toMatchObject({ kind: 'failure', reason: 'ECONNREFUSED' });
});

test('a server that is silent for too long', async () => {
  const { url, next } = await server();
  next({ until: new Promise(() => undefined) });
  expect(await ask(url, {}, 50)).toMatchObject({ kind: 'failure', reason: 'TimeoutError' });
});

test('a proxy that is silent for too long', async () => {
  const { url, ca } = await server({ tls: true });
  const proxy = await startLoopbackProxy({ mood: 'hangs' });
  expect(await ask(url, through(proxy, ca), 50)).toMatchObject({ kind: 'failure', proxy: { schemes: [] } });
});

test('an end from outside', async () => {
  const { url, next, arrived } = await server();
  next({ until: new Promise(() => undefined) });
  const stop = new AbortController();
  const reached = ask(url, {}, 20_000, stop.signal);
  await arrived(1);
  stop.abort(new Error('stop'));
  expect(await reached).toMatchObject({ kind: 'failure' });
});

test.each([
  ['a tunnel', true],
  ['plain http', false],
])('through a proxy, by %s', async (_, tls) => {
  const { url, ca } = await server({ tls });
  const proxy = await startLoopbackProxy();
  expect(await ask(url, through(proxy, ca))).toMatchObject({ kind: 'answer' });
  expect(proxy.tunnels.length + proxy.forwarded.length).toBe(1);
});

test.each([
  ['a tunnel', true],
  ['plain http', false],
])('a proxy that wants to know who we are, for %s', async (_, tls) => {
  const { url, ca, requests } = await server({ tls });
  const proxy = await startLoopbackProxy({ login: 'alice:secret' });
  expect(await ask(url, through(proxy, ca))).toMatchObject({
    kind: 'failure',
    proxy: { status: 407, schemes: ['basic'] },
  });
  expect(requests).toEqual([]);
});

test('no connection is left open', async () => {
  const { url, ca } = await server({ tls: true });
  const proxy = await startLoopbackProxy();
  await ask(url, through(proxy, ca));
  await expect.poll(() => proxy.open()).toBe(0);
});
