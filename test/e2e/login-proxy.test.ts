/** Login through a proxy, and every way in which a proxy can fail. */
import { expect, test } from 'vitest';
import {
  CONFIG,
  CREDENTIALS,
  loginSetup,
  PROMPT,
  sentCodes,
  type LoginSetup,
  type LoginSetupOptions,
} from '../support/login-setup.ts';
import { startLoopbackProxy, type LoopbackProxyOptions } from '../support/loopback-proxy.ts';
import { sectionKeys } from '../support/section-keys.ts';

const SECURE = { aws: { tls: true } } satisfies LoginSetupOptions;
const PASSWORD = 'p@ss:w/#1';
/** The password in every form that could be shown. */
const SHOWN = [
  PASSWORD,
  encodeURIComponent(PASSWORD),
  Buffer.from(`alice:${PASSWORD}`).toString('base64'),
  'w%2F',
];

/** Both files, and the other files in the folder. */
function state({ sandbox }: LoginSetup): unknown {
  return [sandbox.read(), sandbox.leftovers()];
}

function expectNoPassword(...outputs: string[]): void {
  for (const secret of SHOWN) expect(outputs.join('\n')).not.toContain(secret);
}

test.each(['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'])('%s: https by a tunnel', async (name) => {
  const { run, sandbox, aws } = await loginSetup(SECURE);
  const proxy = await startLoopbackProxy();
  const { code } = await run(['login', '--token', aws.nextCode()], { env: { [name]: proxy.url } });
  expect(code).toBe(0);
  expect(proxy.tunnels).toEqual([new URL(aws.url).host]);
  expect(sectionKeys(sandbox.read(), 'mfa')).toHaveProperty('aws_session_token');
});

test.each(['HTTP_PROXY', 'http_proxy'])('%s: http by forwarding', async (name) => {
  const { run, aws } = await loginSetup();
  const proxy = await startLoopbackProxy();
  const { code } = await run(['login', '--token', aws.nextCode()], { env: { [name]: proxy.url } });
  expect(code).toBe(0);
  expect(proxy.forwarded).toEqual([`${aws.url}/`]);
});

test.each<[what: string, options: LoginSetupOptions, variable: string]>([
  ['https', SECURE, 'HTTPS_PROXY'],
  ['http', {}, 'HTTP_PROXY'],
])('%s, with a user and a password, which appear nowhere', async (_, options, variable) => {
  const { run, aws } = await loginSetup(options);
  const proxy = await startLoopbackProxy({ login: `alice:${PASSWORD}` });
  const env = { [variable]: proxy.urlFor('alice', PASSWORD), DEBUG: '*', NODE_DEBUG: 'net,tls,http,https' };
  const { code, stdout, stderr } = await run(['login', '--debug', '--token', aws.nextCode()], { env });
  expect(code).toBe(0);
  expect(stderr).toContain(`proxy: ${proxy.name} (${variable})`);
  expectNoPassword(stdout, stderr);
});

test('a session that is still good asks no proxy', async () => {
  const { run, aws } = await loginSetup(SECURE);
  await run(['login', '--token', aws.nextCode()]);
  const proxy = await startLoopbackProxy();
  expect((await run(['login'], { env: { HTTPS_PROXY: proxy.url } })).code).toBe(0);
  expect(proxy.connections()).toBe(0);
});

test.each([
  ['127.0.0.1', true],
  ['*', true],
  ['localhost', false],
  ['0.0.1', false],
])('NO_PROXY=%s: directly: %s', async (noProxy, direct) => {
  const { run, aws } = await loginSetup(SECURE);
  const proxy = await startLoopbackProxy();
  const env = { HTTPS_PROXY: proxy.url, NO_PROXY: noProxy };
  expect((await run(['login', '--token', aws.nextCode()], { env })).code).toBe(0);
  expect(proxy.connections()).toBe(direct ? 0 : 1);
});

test('the prompt, through a proxy with a password', async () => {
  const { open, aws } = await loginSetup(SECURE);
  const proxy = await startLoopbackProxy({ login: `alice:${PASSWORD}` });
  const terminal = open(['login'], { HTTPS_PROXY: proxy.urlFor('alice', PASSWORD) });
  await terminal.waitFor(PROMPT);
  terminal.type(`${aws.nextCode()}\r`);
  const { code: exitCode } = await terminal.exit;
  expect(exitCode).toBe(0);
  expect(proxy.tunnels).toHaveLength(1);
  expect(aws.requests).toHaveLength(1);
  expectNoPassword(terminal.screen());
});

test('the search for a device goes through it, too, and so does the login after it', async () => {
  const { open, aws } = await loginSetup({ ...SECURE, config: '[default]\nregion = eu-west-1\n' });
  const proxy = await startLoopbackProxy({ login: `alice:${PASSWORD}` });
  const terminal = open(['login'], { HTTPS_PROXY: proxy.urlFor('alice', PASSWORD) });
  await terminal.waitFor('Save it as mfa_serial');
  terminal.type('n\r');
  await terminal.waitFor(PROMPT);
  terminal.type(`${aws.nextCode()}\r`);
  expect((await terminal.exit).code).toBe(0);
  expect(aws.requests.map(({ action }) => action)).toEqual([
    'GetCallerIdentity',
    'ListMFADevices',
    'GetSessionToken',
  ]);
  expect(proxy.tunnels).toHaveLength(3);
  expectNoPassword(terminal.output());
});

test('a proxy that is in the way of that search: 255, with the setting and another way', async () => {
  const setup = await loginSetup({ ...SECURE, config: '[default]\nregion = eu-west-1\n' });
  const proxy = await startLoopbackProxy({ mood: { status: 403 } });
  const terminal = setup.open(['login'], { HTTPS_PROXY: proxy.urlFor('alice', PASSWORD) });
  expect((await terminal.exit).code).toBe(255);
  expect(terminal.screen()).toMatch(
    /✗ The proxy \S+ \(HTTPS_PROXY\) does not allow connections to \S+ \(HTTP 403\)\.\n/,
  );
  expect(terminal.screen()).toContain('--serial-number ARN');
  expect(setup.aws.connections()).toBe(0);
  expectNoPassword(terminal.output());
});

const REFUSALS: [
  what: string,
  options: LoopbackProxyOptions,
  says: RegExp,
  remedy: RegExp,
  connections: number,
][] = [
  [
    'forbids it',
    { mood: { status: 403 } },
    /does not allow connections to 127\.0\.0\.1:\d+ \(HTTP 403\)/,
    /allow it/,
    1,
  ],
  [
    'leads to a page',
    { mood: { status: 302, headers: { Location: 'https://login.test/' } } },
    /redirects to another page instead of connecting to 127\.0\.0\.1:\d+ \(HTTP 302\)/,
    /login page/,
    1,
  ],
  [
    'wants another password',
    { login: 'alice:other' },
    /rejected the user name or the password \(HTTP 407\)/,
    /HTTPS_PROXY\..*%40/,
    1,
  ],
  [
    'answers a wrong password as tinyproxy does',
    { mood: { status: 401 } },
    /rejected the user name or the password \(HTTP 401\)/,
    /HTTPS_PROXY\..*%40/,
    1,
  ],
  [
    'wants Kerberos',
    { mood: { status: 407, headers: { 'Proxy-Authenticate': 'Negotiate' } } },
    /accepts only negotiate authentication \(HTTP 407\)/,
    /cntlm/,
    1,
  ],
  [
    'cannot reach AWS',
    { mood: { status: 502 } },
    /could not reach 127\.0\.0\.1:\d+ \(HTTP 502\)/,
    /try again/,
    3,
  ],
  [
    'closes',
    { mood: 'closes' },
    /closed the connection \(ECONNRESET\)/,
    /Check the address in HTTPS_PROXY/,
    3,
  ],
  [
    'resets',
    { mood: 'resets' },
    /closed the connection \(ECONNRESET\)/,
    /Check the address in HTTPS_PROXY/,
    3,
  ],
  ['talks nonsense', { mood: 'talks nonsense' }, /did not answer like a proxy/, /HTTPS_PROXY/, 1],
  ['talks without end', { mood: 'talks without end' }, /did not answer like a proxy/, /HTTPS_PROXY/, 1],
  ['echoes', { mood: 'echoes' }, /did not answer like a proxy/, /HTTPS_PROXY/, 1],
];

test.each(REFUSALS)(
  'a proxy that %s: 255, nothing sent, nothing written, no password shown',
  async (_, options, says, remedy, connections) => {
    const setup = await loginSetup(SECURE);
    const before = state(setup);
    const proxy = await startLoopbackProxy(options);
    const env = { HTTPS_PROXY: proxy.urlFor('alice', PASSWORD), DEBUG: '*' };
    const args = ['login', '--debug', '--token', setup.aws.nextCode()];
    const { code, stdout, stderr } = await setup.run(args, { env });
    expect({ code, stdout }).toEqual({ code: 255, stdout: '' });
    expect(stderr).toMatch(
      new RegExp(
        `✗ The proxy ${proxy.name} \\(HTTPS_PROXY\\) ${says.source}.*The code was not sent\\.\n {2}.*${remedy.source}`,
      ),
    );
    expectNoPassword(stderr);
    expect(proxy.connections()).toBe(connections);
    expect(setup.aws.connections()).toBe(0);
    expect(state(setup)).toEqual(before);
  },
);

test('the same as JSON', async () => {
  const { run, aws } = await loginSetup(SECURE);
  const proxy = await startLoopbackProxy({ mood: { status: 407 } });
  const env = { HTTPS_PROXY: proxy.urlFor('alice', PASSWORD), DEBUG: '*' };
  const { code, stdout, stderr } = await run(['login', '--json', '--token', aws.nextCode()], { env });
  expect(code).toBe(255);
  expect(JSON.parse(stdout)).toMatchObject({ error: { kind: 'unreachable' } });
  expectNoPassword(stdout, stderr);
});

test('https in the address of a proxy that speaks http: said so, with the address to try', async () => {
  const { run, aws } = await loginSetup(SECURE);
  const proxy = await startLoopbackProxy();
  const env = { HTTPS_PROXY: `https://${proxy.name}` };
  const { code, stderr } = await run(['login', '--token', aws.nextCode()], { env });
  expect(code).toBe(255);
  expect(stderr).toMatch(
    /✗ The proxy \S+ \(HTTPS_PROXY\) does not speak TLS \(\w+\)\. The code was not sent\./,
  );
  expect(stderr).toContain(`HTTPS_PROXY=http://${proxy.name}\n`);
});

test('a proxy that forwards and wants a password', async () => {
  const setup = await loginSetup();
  const before = state(setup);
  const proxy = await startLoopbackProxy({ login: 'alice:other' });
  const env = { HTTP_PROXY: proxy.urlFor('alice', PASSWORD), DEBUG: '*' };
  const { code, stderr } = await setup.run(['login', '--debug', '--token', '123456'], { env });
  expect(code).toBe(255);
  expect(stderr).toMatch(
    /✗ The proxy \S+ \(HTTP_PROXY\) rejected the user name or the password \(HTTP 407\)/,
  );
  expectNoPassword(stderr);
  expect(setup.aws.requests).toEqual([]);
  expect(state(setup)).toEqual(before);
});

test('Ctrl-C while a proxy hangs: 130 at once', async () => {
  const setup = await loginSetup(SECURE);
  const before = state(setup);
  const proxy = await startLoopbackProxy({ mood: 'hangs' });
  const running = setup.start(['login', '--token', '123456'], { env: { HTTPS_PROXY: proxy.url } });
  while (proxy.connections() === 0) await new Promise((resolve) => setImmediate(resolve));
  running.child.kill('SIGINT');
  expect(await running.result).toMatchObject({ code: 130, stdout: '' });
  expect(state(setup)).toEqual(before);
});

test.each([
  ['http://127.0.0.1:1', /✗ The proxy 127\.0\.0\.1:1 \(HTTPS_PROXY\) could not be reached \(ECONNREFUSED\)/],
  // A name that is never looked up: a label has 63 characters at most.
  [
    `http://${'a'.repeat(64)}.test:1`,
    /✗ .*proxy a{64}\.test:1 \(HTTPS_PROXY\)\)? could not be (resolved|reached)/,
  ],
])('a proxy that is not there: %s', async (url, says) => {
  const setup = await loginSetup(SECURE);
  const before = state(setup);
  const { code, stderr } = await setup.run(['login', '--token', '123456'], { env: { HTTPS_PROXY: url } });
  expect(code).toBe(255);
  expect(stderr).toMatch(says);
  expect(stderr).toMatch(/The code was not sent\.\n {2}Check the address in HTTPS_PROXY/);
  expect(state(setup)).toEqual(before);
});

test('a certificate behind the proxy that is not accepted: the server is named, and the proxy is not blamed', async () => {
  const setup = await loginSetup({ aws: { tls: 'self-signed' } });
  const before = state(setup);
  const proxy = await startLoopbackProxy();
  const args = ['login', '--token', setup.aws.nextCode()];
  const { code, stderr } = await setup.run(args, { env: { HTTPS_PROXY: proxy.url } });
  expect(code).toBe(255);
  expect(stderr).toMatch(/✗ The certificate of 127\.0\.0\.1:\d+ is self-signed.*The code was not sent\./);
  expect(sentCodes(setup.aws)).toEqual([]);
  expect(state(setup)).toEqual(before);
});

test.each([
  ['HTTPS_PROXY', `http://alice:${PASSWORD}@proxy.test:8080`],
  ['https_proxy', `socks5://alice:${encodeURIComponent(PASSWORD)}@proxy.test:1080`],
  ['ALL_PROXY', 'alice secret'],
])('%s=%s: 253 ahead of any prompt, and its value is not repeated', async (name, value) => {
  const setup = await loginSetup(SECURE);
  const before = state(setup);
  const env = { [name]: value, DEBUG: '*' };
  const { code, stdout, stderr } = await setup.run(['login', '--debug', '--token', '123456'], { env });
  expect({ code, stdout }).toEqual({ code: 253, stdout: '' });
  expect(stderr).toMatch(
    new RegExp(`✗ ${name} is not the address of an http or https proxy\\.\n {2}It should`),
  );
  expect(stderr).not.toMatch(/alice|secret|proxy\.test/);
  expectNoPassword(stderr);
  expect(state(setup)).toEqual(before);
});

test('a socks proxy for all is passed over, with a note', async () => {
  const { run, aws } = await loginSetup(SECURE);
  const env = { ALL_PROXY: 'socks5h://alice:secret@127.0.0.1:1' };
  const { code, stderr } = await run(['login', '--token', aws.nextCode()], { env });
  expect(code).toBe(0);
  expect(stderr).toMatch(/• ALL_PROXY is ignored because it is not an http or https proxy/);
  expect(stderr).not.toContain('secret');
});

test('--dry-run says which proxy and which certificates, and asks neither', async () => {
  const { run, aws, sandbox } = await loginSetup({ ...SECURE, credentials: CREDENTIALS, config: CONFIG });
  const proxy = await startLoopbackProxy();
  const env = { HTTPS_PROXY: proxy.urlFor('alice', PASSWORD), DEBUG: '*' };
  const { code, stdout, stderr } = await run(['login', '--dry-run', '--debug'], { env });
  expect(code).toBe(0);
  expect(stdout).toContain(
    `  proxy: ${proxy.name} (HTTPS_PROXY)\n  certificates: ${aws.caFile} (AWS_CA_BUNDLE)\n`,
  );
  expectNoPassword(stdout, stderr);
  expect(proxy.connections()).toBe(0);
  expect(sandbox.read()).toBe(CREDENTIALS);
});
