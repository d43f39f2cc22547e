/**
 * Servers and proxies that never come to an end, a byte at a time or without a pause: the program's own time limits end
 * it (10 s for a connection, 40 s for a call), in little memory, and the code goes out once at most.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { CREDENTIALS, loginSetup } from '../support/login-setup.ts';
import { sendWithoutEnd, startRawServer } from '../support/raw-server.ts';

/** Three attempts of 40 s and what lies between them is the longest that anything takes. */
const timeoutMs = 200_000;
const MEGABYTE = 1024 * 1024;
const HEAD = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

/** A byte a quarter of a second, so that no pause is ever long. */
function drip(first: string, rest: string) {
  return (socket: Socket) => {
    socket.write(first);
    const timer = setInterval(() => socket.write(rest), 250);
    socket.on('close', () => clearInterval(timer));
  };
}

function flood(first: string, rest: string) {
  return (socket: Socket) => {
    socket.write(first);
    sendWithoutEnd(socket, rest.repeat(4096));
  };
}

const SLOW: [what: string, answer: (socket: Socket) => unknown][] = [
  ['says nothing', () => undefined],
  // Node lets go of the connection without a word to the one who asked.
  [
    'changes the protocol',
    (socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n'),
  ],
  ['drips a first line', drip('HTTP/1.1 200 ', 'O')],
  ['drips headers', drip('HTTP/1.1 200 OK\r\n', 'a: b\r\n')],
  ['drips a body', drip(HEAD, '1\r\n<\r\n')],
  ['drips interim answers', drip('', 'HTTP/1.1 100 Continue\r\n\r\n')],
  ['sends interim answers without end', flood('', 'HTTP/1.1 100 Continue\r\n\r\n')],
  ['sends early hints without end', flood('', 'HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n')],
  ['sends zeros in front of a chunk without end', flood(HEAD, '0'.repeat(16))],
];

async function expectServerGivenUp(what: string, answer: (socket: Socket) => unknown): Promise<void> {
  const server = await startRawServer(answer);
  const { start, sandbox } = await loginSetup({ env: { AWS_ENDPOINT_URL_STS: server.url } });
  const { child, result } = start(['login', '--token', '123456'], { timeoutMs });
  const peak = watchMemory(child.pid);
  const { code, stdout, stderr } = await result;
  expect({ code, stdout }, what).toEqual({ code: 255, stdout: '' });
  expect(stderr, what).toMatch(/did not answer in time \(\w+\)\. The code may have been used\.\n {2}\S/);
  expect(server.requests(), what).toBe(1);
  expect(peak(), what).toBeLessThan(400 * MEGABYTE);
  expect(sandbox.read()).toBe(CREDENTIALS);
  expect(sandbox.leftovers()).toEqual([]);
}

async function expectProxyGivenUp(what: string, answer: (socket: Socket) => unknown): Promise<void> {
  const proxy = await startRawServer(answer);
  const { start, sandbox, aws } = await loginSetup({ aws: { tls: true }, env: { HTTPS_PROXY: proxy.url } });
  const { child, result } = start(['login', '--token', '123456'], { timeoutMs });
  const peak = watchMemory(child.pid);
  const { code, stdout, stderr } = await result;
  expect({ code, stdout }, what).toEqual({ code: 255, stdout: '' });
  expect(stderr, what).toMatch(/The code was not sent\.\n {2}\S/);
  expect(peak(), what).toBeLessThan(400 * MEGABYTE);
  expect(aws.connections(), what).toBe(0);
  expect(sandbox.read()).toBe(CREDENTIALS);
}

async function expectHandshakeGivenUp(): Promise<void> {
  const silent = createServer((socket) => socket.on('error', () => undefined).resume());
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => void silent.close());
  const url = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const { start } = await loginSetup({ env: { AWS_ENDPOINT_URL_STS: url } });
  const { code, stderr } = await start(['login', '--token', '123456'], { timeoutMs }).result;
  expect(code).toBe(255);
  expect(stderr).toMatch(/could not be reached \(ETIMEDOUT\)\. The code was not sent\.\n {2}\S/);
}

test('every server and every proxy is given up', async () => {
  // All at once: each of them does little but wait.
  await Promise.all([
    ...SLOW.map(([what, answer]) => expectServerGivenUp(`a server that ${what}`, answer)),
    ...SLOW.map(([what, answer]) => expectProxyGivenUp(`a proxy that ${what}`, answer)),
    expectHandshakeGivenUp(),
  ]);
});

/** The most memory that a process has had, by Linux; elsewhere nothing is known, and nothing is claimed. */
function watchMemory(pid = 0): () => number {
  let bytes = 0;
  const look = () => {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      bytes = Math.max(bytes, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024);
    } catch {
      clearInterval(timer);
    }
  };
  const timer = setInterval(look, 100);
  return () => {
    clearInterval(timer);
    return bytes;
  };
}
