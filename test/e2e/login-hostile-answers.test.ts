/** Hostile servers: the size of their answers is limited, and no code is sent twice. */
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { CREDENTIALS, loginSetup } from '../support/login-setup.ts';
import { sendWithoutEnd, startRawServer } from '../support/raw-server.ts';

const LINE = `${' '.repeat(65_535)}\n`;
const CHUNK = `10000\r\n${LINE}\r\n`;
/** The buffers of both sides, and the megabyte that is read. */
const IN_FLIGHT = 32 * 1024 * 1024;

function head(status: string, ...lines: string[]): string {
  return [`HTTP/1.1 ${status}`, ...lines, '', ''].join('\r\n');
}

/** An answer that continues until the client disconnects. */
function endless(first: string, rest: string) {
  return (socket: Socket) => {
    socket.write(first);
    sendWithoutEnd(socket, rest);
  };
}

const XML = 'Content-Type: text/xml';
const CHUNKED = 'Transfer-Encoding: chunked';

const TOO_LARGE: [what: string, answer: (socket: Socket) => void][] = [
  ['an answer in chunks', endless(head('200 OK', XML, CHUNKED), CHUNK)],
  ['an answer up to the end of the connection', endless(head('200 OK', XML), LINE)],
  ['an answer of 2 GB', endless(head('200 OK', XML, 'Content-Length: 2147483648'), LINE)],
  ['an error of AWS', endless(head('403 Forbidden', XML, CHUNKED), CHUNK)],
  ['a page of a proxy', endless(head('502 Bad Gateway', 'Content-Type: text/html', CHUNKED), CHUNK)],
  ['a redirect', endless(head('302 Found', 'Location: http://127.0.0.1:1/', CHUNKED), CHUNK)],
];

test.each(TOO_LARGE)(
  '%s without end: 255 after a megabyte, sent once, nothing written',
  async (_, answer) => {
    const server = await startRawServer(answer);
    const { run, sandbox } = await loginSetup({ env: { AWS_ENDPOINT_URL_STS: server.url } });
    const { code, stdout, stderr } = await run(['login', '--token', '123456']);
    expect({ code, stdout }).toEqual({ code: 255, stdout: '' });
    expect(stderr).toMatch(
      /✗ .*127\.0\.0\.1:\d+ sent an answer of more than 1 MB.*The code may have been used\.\n {2}\S/,
    );
    expect(stderr).not.toContain('123456');
    expect(server.requests()).toBe(1);
    await server.left();
    expect(server.bytesSent()).toBeLessThan(IN_FLIGHT);
    expect(sandbox.read()).toBe(CREDENTIALS);
    expect(sandbox.leftovers()).toEqual([]);
  },
);

test('the same over TLS', async () => {
  const server = await startRawServer(endless(head('200 OK', XML, CHUNKED), CHUNK), { tls: true });
  const { run } = await loginSetup({ aws: { tls: true }, env: { AWS_ENDPOINT_URL_STS: server.url } });
  const { code, stderr } = await run(['login', '--token', '123456']);
  expect(code).toBe(255);
  expect(stderr).toMatch(/more than 1 MB/);
  expect(server.requests()).toBe(1);
  await server.left();
  expect(server.bytesSent()).toBeLessThan(IN_FLIGHT);
});

test('a gzip bomb is not unpacked', async () => {
  const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024));
  const first = head('200 OK', XML, 'Content-Encoding: gzip', `Content-Length: ${bomb.length}`);
  const server = await startRawServer(
    (socket) => void socket.write(Buffer.concat([Buffer.from(first), bomb])),
  );
  const { run } = await loginSetup({ env: { AWS_ENDPOINT_URL_STS: server.url } });
  const { code, stderr } = await run(['login', '--token', '123456']);
  expect(code).toBe(255);
  expect(stderr).toMatch(
    /✗ .*127\.0\.0\.1:\d+ sent an answer that cannot be read.*The code may have been used\./,
  );
  expect(server.requests()).toBe(1);
});

test('an answer of just under a megabyte is read', async () => {
  const { run, aws } = await loginSetup();
  aws.next({ change: (answer) => ({ ...answer, body: answer.body.padEnd(1_000_000) }) });
  expect((await run(['login', '--token', aws.nextCode()])).code).toBe(0);
});

test('IAM and STS, asked for the device: said so, and the login goes on by hand', async () => {
  const { open, aws } = await loginSetup({ config: '[default]\nregion = eu-west-1\n' });
  const server = await startRawServer(endless(head('200 OK', XML, CHUNKED), CHUNK));
  const terminal = open(['login'], { AWS_ENDPOINT_URL_IAM: server.url });
  await terminal.waitFor(/127\.0\.0\.1:\d+ sent an answer of more than 1 MB/);
  await server.left();
  expect(server.requests()).toBe(1);
  expect(aws.requests.map(({ action }) => action)).toEqual(['GetCallerIdentity']);
});

const HEADERS: [what: string, first: string, rest: string][] = [
  ['a header', 'HTTP/1.1 200 OK\r\nX-Pad: ', 'x'.repeat(65_536)],
  ['headers', 'HTTP/1.1 200 OK\r\n', 'X-Pad: 0123456789\r\n'.repeat(4096)],
  ['a first line', 'HTTP/1.1 200 ', 'O'.repeat(65_536)],
  ['trailers', `${head('200 OK', CHUNKED)}1\r\n<\r\n0\r\n`, 'X-Pad: 0123456789\r\n'.repeat(4096)],
  ['an extension of a chunk', `${head('200 OK', CHUNKED)}1;`, 'x'.repeat(65_536)],
];

test.each(HEADERS)('%s without end: 255, sent once, nothing written', async (_, first, rest) => {
  const server = await startRawServer(endless(first, rest));
  const { run, sandbox } = await loginSetup({ env: { AWS_ENDPOINT_URL_STS: server.url } });
  const { code, stdout, stderr } = await run(['login', '--token', '123456']);
  expect({ code, stdout }).toEqual({ code: 255, stdout: '' });
  expect(stderr).toMatch(
    /✗ .*127\.0\.0\.1:\d+ (sent an answer that cannot be read|closed the connection) .*The code may have been used\.\n {2}\S/,
  );
  expect(server.requests()).toBe(1);
  await server.left();
  expect(server.bytesSent()).toBeLessThan(IN_FLIGHT);
  expect(sandbox.read()).toBe(CREDENTIALS);
});

/** Each entity expands to ten of the one before: a billion in total. */
const LAUGHS = 'bcdefghij'.replace(/./g, (name) => {
  const before = String.fromCharCode(name.charCodeAt(0) - 1);
  return `<!ENTITY ${name} "${`&${before};`.repeat(10)}">`;
});
const BOMB = `<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "lol">${LAUGHS}]>`;
const OUTSIDE = `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y SYSTEM "http://127.0.0.1:1/">]>`;

const TOMORROW = new Date(Date.now() + 43_200_000).toISOString();

/** AWS' answer with another token. */
function credentials(token: string): string {
  return (
    '<GetSessionTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetSessionTokenResult><Credentials>' +
    `<AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>${token}</SessionToken>` +
    `<Expiration>${TOMORROW}</Expiration></Credentials></GetSessionTokenResult></GetSessionTokenResponse>`
  );
}

test.each<[what: string, body: string]>([
  ['entities in entities', `${BOMB}${credentials('&j;')}`],
  ['an entity that is a file', `${OUTSIDE}${credentials('&x;')}`],
  ['an entity from elsewhere', `${OUTSIDE}${credentials('&y;')}`],
  ['elements in elements', '<a>'.repeat(300_000)],
  ['elements beside elements', `<a>${'<b/>'.repeat(200_000)}</a>`],
  ['attributes', `<a ${Array.from({ length: 80_000 }, (_, i) => `b${i}=""`).join(' ')}/>`],
  ['openings that are not closed', '<![CDATA['.repeat(100_000)],
  ['comments that are not closed', '<!--'.repeat(200_000)],
  ['character references', `<a>${'&#x41;'.repeat(150_000)}</a>`],
  ['names of the language', '<__proto__><constructor><toString/></constructor></__proto__>'],
])('XML of %s: 255, sent once, nothing written', async (_, body) => {
  const { run, sandbox, aws } = await loginSetup();
  aws.next({ instead: { status: 200, headers: { 'content-type': 'text/xml' }, body } });
  const { code, stdout, stderr } = await run(['login', '--token', aws.nextCode()]);
  expect({ code, stdout }).toEqual({ code: 255, stdout: '' });
  expect(stderr).toMatch(/✗ .*\n {2}\S/);
  expect(stderr).not.toMatch(/lollol|root:/);
  expect(aws.requests).toHaveLength(1);
  expect(sandbox.read()).toBe(CREDENTIALS);
});

test.each([301, 302, 303, 307, 308])('HTTP %i to another host: nobody goes there', async (status) => {
  const { run, sandbox, aws } = await loginSetup();
  const elsewhere = await startRawServer((socket) => socket.end(head('200 OK', 'Content-Length: 0')));
  const headers = { location: `${elsewhere.url}/?Action=GetSessionToken` };
  aws.next({ instead: { status, headers, body: '' } });
  const { code, stderr } = await run(['login', '--token', aws.nextCode()]);
  expect(code).toBe(255);
  expect(stderr).toContain(`HTTP ${status}`);
  expect(elsewhere.connections()).toBe(0);
  expect(aws.requests).toHaveLength(1);
  expect(sandbox.read()).toBe(CREDENTIALS);
});

/** An answer, then the end of the connection. */
function whole(text: string) {
  return (socket: Socket) => socket.end(text);
}

const SESSION = credentials('token');
const LENGTH = `Content-Length: ${SESSION.length}`;

test.each<[what: string, answer: (socket: Socket) => unknown]>([
  [
    'more announced than comes',
    whole(`${head('200 OK', `Content-Length: ${SESSION.length + 10}`)}${SESSION}`),
  ],
  ['less announced than comes', whole(`${head('200 OK', 'Content-Length: 100')}${SESSION}`)],
  ['a negative length', whole(`${head('200 OK', 'Content-Length: -1')}${SESSION}`)],
  ['two lengths', whole(`${head('200 OK', LENGTH, 'Content-Length: 1')}${SESSION}`)],
  ['a length and chunks', whole(`${head('200 OK', LENGTH, CHUNKED)}${SESSION}`)],
  ['a chunk longer than it comes', whole(`${head('200 OK', CHUNKED)}fffff\r\n${SESSION}\r\n0\r\n\r\n`)],
  ['a chunk shorter than it comes', whole(`${head('200 OK', CHUNKED)}1\r\n${SESSION}\r\n0\r\n\r\n`)],
  ['a chunk of a negative size', whole(`${head('200 OK', CHUNKED)}-1\r\n${SESSION}\r\n0\r\n\r\n`)],
  ['a chunk of 2^64 bytes', whole(`${head('200 OK', CHUNKED)}10000000000000000\r\n${SESSION}`)],
  ['no last chunk', whole(`${head('200 OK', CHUNKED)}${SESSION.length.toString(16)}\r\n${SESSION}\r\n`)],
  ['no status', whole('HTTP/1.1\r\n\r\n')],
  ['a status of no kind', whole(`${head('999 Odd', LENGTH)}${SESSION}`)],
  ['no content', whole(`${head('204 No Content')}${SESSION}`)],
  ['partial content', whole(head('206 Partial Content', 'Content-Length: 0'))],
  ['not modified', whole(head('304 Not Modified'))],
  ['no HTTP at all', whole(SESSION)],
  ['HTTP/2', whole(`PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n`)],
  ['a zero byte in a header', whole(`${head('200 OK', 'X: a\0b', LENGTH)}${SESSION}`)],
  ['a session of control characters', whole(`${head('200 OK')}${credentials('a&#10;[default]&#10;b')}`)],
])('an answer with %s: 255, sent once, nothing written', async (_, answer) => {
  const server = await startRawServer(answer);
  const { run, sandbox } = await loginSetup({ env: { AWS_ENDPOINT_URL_STS: server.url } });
  const { code, stdout, stderr } = await run(['login', '--token', '123456']);
  expect({ code, stdout }).toEqual({ code: 255, stdout: '' });
  expect(stderr).toMatch(/✗ .*\n {2}\S/);
  expect(stderr).not.toMatch(/\bat .*:\d+:\d+|123456/);
  expect(server.requests()).toBe(1);
  expect(sandbox.read()).toBe(CREDENTIALS);
});

test('a second answer after the first is not looked at', async () => {
  const first = `${head('200 OK', LENGTH)}${SESSION}`;
  const server = await startRawServer(whole(first + first.replace('ASIAEXAMPLE', 'ASIAANOTHER')));
  const { run, sandbox } = await loginSetup({ env: { AWS_ENDPOINT_URL_STS: server.url } });
  expect((await run(['login', '--token', '123456'])).code).toBe(0);
  expect(sandbox.read()).toContain('ASIAEXAMPLE');
  expect(server.requests()).toBe(1);
});

const PROXY_ANSWERS: [what: string, answer: (socket: Socket) => void, says: RegExp][] = [
  [
    'a header',
    endless('HTTP/1.1 200 OK\r\nX-Pad: ', 'x'.repeat(65_536)),
    /did not answer like a proxy \(HPE_HEADER_OVERFLOW\)/,
  ],
  [
    'headers',
    endless('HTTP/1.1 200 OK\r\n', 'X-Pad: 0123456789\r\n'.repeat(4096)),
    /did not answer like a proxy \(HPE_HEADER_OVERFLOW\)/,
  ],
  [
    'a first line',
    endless('HTTP/1.1 200 ', 'O'.repeat(65_536)),
    /did not answer like a proxy \(HPE_HEADER_OVERFLOW\)/,
  ],
  [
    'a page',
    endless(head('403 Forbidden', CHUNKED), CHUNK),
    /does not allow connections to \S+ \(HTTP 403\)/,
  ],
  ['words in the tunnel', endless(head('200 OK'), LINE), /could not be reached|TLS handshake/],
];

test.each(PROXY_ANSWERS)(
  '%s of a proxy without end: 255, and the code was not sent',
  async (_, answer, says) => {
    const proxy = await startRawServer(answer);
    const { run, aws, sandbox } = await loginSetup({ aws: { tls: true }, env: { HTTPS_PROXY: proxy.url } });
    const { code, stdout, stderr } = await run(['login', '--token', aws.nextCode()]);
    expect({ code, stdout }).toEqual({ code: 255, stdout: '' });
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(/The code was not sent\.\n {2}\S/);
    await proxy.left();
    expect(proxy.bytesSent()).toBeLessThan(IN_FLIGHT);
    expect(aws.connections()).toBe(0);
    expect(sandbox.read()).toBe(CREDENTIALS);
  },
);
