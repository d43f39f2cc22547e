/** A server on 127.0.0.1 that answers every request with the bytes of a test, HTTP or not. */
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { onTestFinished } from 'vitest';
import { certificate } from './tls-certificate.ts';

export interface RawServer {
  /** `http://127.0.0.1:<port>`, or https. */
  url: string;
  /** How many clients connected. */
  connections: () => number;
  /** How many requests arrived. */
  requests: () => number;
  /** How many bytes of answers the operating system accepted, including those that the client has not read. */
  bytesSent: () => number;
  /** Resolves when no client is connected any longer. */
  left: () => Promise<void>;
}

/**
 * Stopped after the test.
 * @param answer called once a request's end has come
 */
export async function startRawServer(
  answer: (socket: Socket) => unknown,
  { tls = false } = {},
): Promise<RawServer> {
  let requests = 0;
  const sockets = new Set<Socket>();
  const seen: Socket[] = [];
  const greet = (socket: Socket) => {
    seen.push(socket);
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      if (!isWhole(text)) return;
      text = '';
      requests += 1;
      answer(socket);
    });
  };
  const server = tls ? createTlsServer(certificate('valid'), greet) : createServer(greet);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => seen.length,
    requests: () => requests,
    bytesSent: () =>
      seen.reduce((sum, { bytesWritten, writableLength }) => sum + bytesWritten - writableLength, 0),
    left: async () => {
      for (const socket of sockets) await once(socket, 'close');
    },
  };
}

/** Sends the same bytes again and again, as fast as the client reads them. */
export function sendWithoutEnd(socket: Socket, bytes: string | Buffer): void {
  const more = () => {
    while (!socket.destroyed && socket.write(bytes));
  };
  socket.on('drain', more);
  more();
}

function isWhole(text: string): boolean {
  const [head = '', body] = text.split('\r\n\r\n');
  const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0);
  return body !== undefined && body.length >= length;
}
