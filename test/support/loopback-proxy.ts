/**
 * A proxy on 127.0.0.1 as companies have them: it tunnels with CONNECT, forwards plain http, may require a user name and
 * a password, and can fail in the ways that proxies do.
 */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { createServer as createTlsServer } from 'node:https';
import { connect, createServer as createRawServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { certificate, type CertificateName } from './tls-certificate.ts';

/** How it fails. */
export type ProxyMood =
  | { status: number; headers?: Record<string, string> } // to CONNECT and to what it should forward
  | 'closes' // the connection, without a word
  | 'resets' // it, by a TCP reset
  | 'hangs'
  | 'talks nonsense'
  | 'talks without end'
  | 'echoes'; // what it was sent, passwords and all

export interface LoopbackProxyOptions {
  /** The `user:password` that it requires, not encoded. */
  login?: string;
  mood?: ProxyMood;
  /** https to the proxy itself. */
  tls?: CertificateName;
  /** The host that every tunnel leads to, whatever host was asked for. */
  tunnelsTo?: string;
}

export interface LoopbackProxy {
  /** `http://127.0.0.1:<port>`, or https. */
  url: string;
  /** The same with a user name and a password, percent-encoded. */
  urlFor: (user: string, password: string) => string;
  /** `127.0.0.1:<port>` */
  name: string;
  /** `host:port` of every CONNECT request, accepted or not. */
  asked: string[];
  /** `host:port` of every tunnel that was opened. */
  tunnels: string[];
  /** Addresses of every plain request that was forwarded. */
  forwarded: string[];
  /** How many connections were made. */
  connections: () => number;
  /** How many of them are open, those to the destinations included. */
  open: () => number;
}

/** Stopped after the test. */
export async function startLoopbackProxy(options: LoopbackProxyOptions = {}): Promise<LoopbackProxy> {
  const { login, mood, tls, tunnelsTo } = options;
  const asked: string[] = [];
  const tunnels: string[] = [];
  const forwarded: string[] = [];
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => undefined));
  };
  let connections = 0;
  const wanted = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
  const refusal = ({ headers }: IncomingMessage) => {
    if (typeof mood === 'object') return mood;
    if (wanted === undefined || headers['proxy-authorization'] === wanted) return undefined;
    return { status: 407, headers: { 'Proxy-Authenticate': 'Basic realm="office"' } };
  };
  const forward = (message: IncomingMessage, response: ServerResponse) => {
    const refused = refusal(message);
    if (refused) return void response.writeHead(refused.status, refused.headers).end('no');
    forwarded.push(message.url ?? '');
    const headers = { ...message.headers };
    delete headers['proxy-authorization'];
    const onward = request(message.url ?? '', { method: message.method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    message.pipe(onward);
  };
  const server =
    typeof mood === 'string'
      ? createRawServer((socket) => misbehave(socket, mood))
      : tls === undefined
        ? createServer(forward)
        : createTlsServer(certificate(tls), forward);
  server.on('connect', (message: IncomingMessage, client: Socket) => {
    const target = message.url ?? '';
    asked.push(target);
    client.on('error', () => undefined);
    const refused = refusal(message);
    if (refused) {
      const lines = Object.entries(refused.headers ?? {}).map(([name, value]) => `${name}: ${value}\r\n`);
      client.end(`HTTP/1.1 ${refused.status} No\r\n${lines.join('')}\r\n<html>no</html>`);
      return;
    }
    const { hostname, port } = new URL(`http://${target}`);
    const onward = connect(Number(port || 80), tunnelsTo ?? hostname, () => {
      tunnels.push(target);
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(client).pipe(onward);
    });
    keep(onward);
    onward.on('error', () => client.destroy());
  });
  server.on('connection', (socket: Socket) => {
    connections += 1;
    keep(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const name = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const scheme = tls === undefined ? 'http' : 'https';
  return {
    url: `${scheme}://${name}`,
    urlFor: (user, password) =>
      `${scheme}://${encodeURIComponent(user)}:${encodeURIComponent(password)}@${name}`,
    name,
    asked,
    tunnels,
    forwarded,
    connections: () => connections,
    open: () => sockets.size,
  };
}

function misbehave(socket: Socket, mood: Extract<ProxyMood, string>): void {
  socket.resume();
  switch (mood) {
    case 'closes':
      socket.end();
      return;
    case 'resets':
      socket.resetAndDestroy();
      return;
    case 'talks nonsense':
      socket.end('SSH-2.0-OpenSSH_9.2\r\n\r\n');
      return;
    case 'talks without end':
      babble(socket);
      return;
    case 'echoes':
      socket.on('data', (bytes) => socket.write(bytes));
      return;
    case 'hangs':
      return;
  }
}

function babble(socket: Socket): void {
  const more = () => {
    while (!socket.destroyed && socket.write('blah '.repeat(1000)));
  };
  socket.on('drain', more);
  more();
}
