/**
 * Calls through a proxy: what arrives, what fails, and that a failure before the request has sent nothing.
 */
import { afterEach, expect, it } from 'vitest';
import { readProxy, type NetworkPlan } from '../../src/aws/network.ts';
import type { SessionCall } from '../../src/aws/calls.ts';
import { createSts } from '../../src/aws/sts.ts';
import { startLoopbackAws, type LoopbackAws, type LoopbackAwsOptions } from '../support/loopback-aws.ts';
import { startLoopbackProxy, type LoopbackProxyOptions } from '../support/loopback-proxy.ts';
import { ca } from '../support/tls-certificate.ts';
import { sessionCall } from '../support/signed-call.ts';
import { sourceOf } from '../support/source-of.ts';

let aws: LoopbackAws;
afterEach(() => aws.close());

/** Either of two time limits may end first. */
const LATE: unknown = expect.stringMatching(/^(TimeoutError|ETIMEDOUT)$/);
/** The codes of Node's parser. */
const NO_HTTP: unknown = expect.stringMatching(/^HPE_/);
const SECURE = { tls: true } satisfies LoopbackAwsOptions;

async function start(options: LoopbackAwsOptions = SECURE): Promise<SessionCall> {
  aws = await startLoopbackAws(options);
  return sessionCall(aws);
}

function through(url: string, others: NetworkPlan = { ca }): NetworkPlan {
  const source = sourceOf('HTTPS_PROXY');
  return { ...others, proxy: { value: readProxy({ value: url, source }), source } };
}

/** Waits until the condition holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

it('https goes through a tunnel', async () => {
  const call = await start();
  const proxy = await startLoopbackProxy();
  const reply = await createSts().getSession({ ...call, network: through(proxy.url) });
  expect(reply).toHaveProperty('kind', 'answer');
  expect(proxy.tunnels).toEqual([new URL(aws.url).host]);
  expect(proxy.forwarded).toEqual([]);
});

it('http is forwarded', async () => {
  const call = await start({});
  const proxy = await startLoopbackProxy();
  const reply = await createSts().getSession({ ...call, network: through(proxy.url) });
  expect(reply).toHaveProperty('kind', 'answer');
  expect(proxy.forwarded).toEqual([`${aws.url}/`]);
  expect(proxy.asked).toEqual([]);
});

it.each([
  ['alice', 'secret'],
  ['corp\\alice', 'p@ss:w/ö#%rd'],
  ['alice', ''],
])('with the user %s and the password %s, in both ways', async (user, password) => {
  const login = `${user}:${password}`;
  const secure = await start();
  const tunnelling = await startLoopbackProxy({ login });
  const network = through(tunnelling.urlFor(user, password));
  expect(await createSts().getSession({ ...secure, network })).toHaveProperty('kind', 'answer');
  await aws.close();
  const plain = await start({});
  const forwarding = await startLoopbackProxy({ login });
  const other = through(forwarding.urlFor(user, password));
  expect(await createSts().getSession({ ...plain, network: other })).toHaveProperty('kind', 'answer');
});

it('over https to the proxy itself, whose certificate is checked, too', async () => {
  const call = await start();
  const good = await startLoopbackProxy({ tls: 'valid' });
  expect(await createSts().getSession({ ...call, network: through(good.url) })).toHaveProperty(
    'kind',
    'answer',
  );
  const bad = await startLoopbackProxy({ tls: 'self-signed' });
  expect(await createSts().getSession({ ...call, network: through(bad.url) })).toMatchObject({
    kind: 'failure',
    reason: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    sent: false,
    proxy: { schemes: [] },
  });
  expect(bad.asked).toEqual([]);
});

it.each<[what: string, options: LoopbackProxyOptions, expected: object]>([
  ['refuses', { mood: { status: 403 } }, { proxy: { status: 403, schemes: [] } }],
  ['wants a password', { login: 'alice:secret' }, { proxy: { status: 407, schemes: ['basic'] } }],
  [
    'wants another proof',
    { mood: { status: 407, headers: { 'Proxy-Authenticate': 'NTLM' } } },
    { proxy: { status: 407, schemes: ['ntlm'] } },
  ],
  ['cannot reach it', { mood: { status: 502 } }, { proxy: { status: 502, schemes: [] } }],
  ['closes', { mood: 'closes' }, { proxy: { schemes: [] }, reason: 'ECONNRESET' }],
  ['resets', { mood: 'resets' }, { proxy: { schemes: [] }, reason: 'ECONNRESET' }],
  ['talks nonsense', { mood: 'talks nonsense' }, { proxy: { schemes: [] }, reason: NO_HTTP }],
  ['echoes', { mood: 'echoes' }, { proxy: { schemes: [] }, reason: NO_HTTP }],
  ['hangs', { mood: 'hangs' }, { proxy: { schemes: [] }, reason: LATE }],
  ['talks without end', { mood: 'talks without end' }, { proxy: { schemes: [] }, reason: NO_HTTP }],
])('a proxy that %s: nothing was sent', async (_, options, expected) => {
  const call = await start();
  const proxy = await startLoopbackProxy(options);
  const sts = createSts({ connect: 300, answer: 2_000 });
  const reply = await sts.getSession({ ...call, network: through(proxy.url) });
  expect(reply).toMatchObject({ kind: 'failure', sent: false, ...expected });
  expect(aws.connections()).toBe(0);
  expect(proxy.connections()).toBe(1);
  await until(() => proxy.open() === 0);
});

it('a proxy that forwards and wants a password says so in the place of an answer', async () => {
  const call = await start({});
  const proxy = await startLoopbackProxy({ login: 'alice:secret' });
  const reply = await createSts().getSession({ ...call, network: through(proxy.url) });
  expect(reply).toMatchObject({ kind: 'failure', sent: false, proxy: { status: 407, schemes: ['basic'] } });
  expect(aws.requests).toEqual([]);
});

it.each<[header: string, schemes: string[]]>([
  ['Negotiate, NTLM', ['negotiate', 'ntlm']],
  ['Digest realm="a", nonce="b", qop=auth', ['digest']],
  ['', []],
])('the ways to say who one is: %s', async (header, schemes) => {
  const call = await start();
  const proxy = await startLoopbackProxy({
    mood: { status: 407, headers: { 'Proxy-Authenticate': header } },
  });
  const reply = await createSts().getSession({ ...call, network: through(proxy.url) });
  expect(reply).toMatchObject({ proxy: { status: 407, schemes } });
});

it('https to a proxy that speaks http', async () => {
  const call = await start();
  const proxy = await startLoopbackProxy();
  const network = through(proxy.url.replace('http:', 'https:'));
  expect(await createSts().getSession({ ...call, network })).toMatchObject({
    reason: expect.stringMatching(/^(EPROTO|ERR_SSL_.*)$/) as string,
    sent: false,
    proxy: { schemes: [] },
  });
});

it('a server behind it that is not there', async () => {
  const call = await start();
  await aws.close();
  const proxy = await startLoopbackProxy();
  const reply = await createSts().getSession({ ...call, network: through(proxy.url) });
  expect(reply).toMatchObject({ kind: 'failure', sent: false, proxy: { schemes: [] } });
});

it.each([
  ['expired', 'CERT_HAS_EXPIRED'],
  ['wrong-host', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['missing-intermediate', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
] as const)('a certificate behind it that is %s', async (tls, reason) => {
  const call = await start({ tls });
  const proxy = await startLoopbackProxy();
  const reply = await createSts().getSession({ ...call, network: through(proxy.url) });
  expect(reply).toMatchObject({ kind: 'failure', reason, sent: false });
  expect(reply).not.toHaveProperty('proxy');
  expect(aws.requests).toEqual([]);
});

it('a certificate of "localhost" is none of an address, whatever the proxy is called', async () => {
  const call = await start();
  const proxy = await startLoopbackProxy({ tunnelsTo: '127.0.0.1' });
  const elsewhere = aws.url.replace('127.0.0.1', '127.0.0.2');
  const reply = await createSts().getSession({
    ...call,
    endpoint: elsewhere,
    network: through(proxy.url.replace('127.0.0.1', 'localhost')),
  });
  expect(reply).toMatchObject({ reason: 'ERR_TLS_CERT_ALTNAME_INVALID', sent: false });
  expect(aws.requests).toEqual([]);
});

it('an authority that is not in the bundle is not believed', async () => {
  const call = await start();
  const proxy = await startLoopbackProxy();
  const reply = await createSts().getSession({ ...call, network: through(proxy.url, {}) });
  expect(reply).toMatchObject({ kind: 'failure', reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', sent: false });
});

it('what breaks under the request counts as sent', async () => {
  const call = await start();
  const proxy = await startLoopbackProxy();
  aws.next({ drop: 'after reading' });
  const reply = await createSts().getSession({ ...call, network: through(proxy.url) });
  expect(reply).toMatchObject({ kind: 'failure', sent: true });
  expect(reply).not.toHaveProperty('proxy');
});

it('a server behind it that never answers is given up, and the code may be spent', async () => {
  const call = await start();
  const proxy = await startLoopbackProxy();
  aws.next({ until: new Promise(() => undefined) });
  const sts = createSts({ connect: 2_000, answer: 300 });
  const reply = await sts.getSession({ ...call, network: through(proxy.url) });
  expect(reply).toMatchObject({ kind: 'failure', reason: 'ETIMEDOUT', sent: true });
});

it('a tunnel opened ahead is the one that the request goes out on', async () => {
  const call = { ...(await start()), network: through((await startLoopbackProxy()).url) };
  const sts = createSts();
  await sts.connect(call);
  await until(() => aws.connections() === 1);
  expect(aws.requests).toEqual([]);
  expect(await sts.getSession(call)).toHaveProperty('kind', 'answer');
  expect(aws.connections()).toBe(1);
});

it('a tunnel that was cut meanwhile is replaced, and the code is sent once', async () => {
  const call = { ...(await start()), network: through((await startLoopbackProxy()).url) };
  aws.next({ drop: 'connection' });
  const sts = createSts();
  await sts.connect(call);
  await until(() => aws.connections() === 1);
  expect(await sts.getSession(call)).toHaveProperty('kind', 'answer');
  expect(aws.requests).toHaveLength(1);
});

it('a proxy that wants another password is asked once', async () => {
  const proxy = await startLoopbackProxy({ login: 'alice:right' });
  const call = { ...(await start()), network: through(proxy.urlFor('alice', 'wrong')) };
  const sts = createSts();
  await sts.connect(call);
  expect(await sts.getSession(call)).toMatchObject({ sent: false, proxy: { status: 407 } });
  expect(proxy.asked).toHaveLength(1);
});
