/** A server on a free port of 127.0.0.1 that can be closed at any time, whatever its clients are doing. */
import { once } from 'node:events';
import { type RequestListener, type Server, createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { type CertificateName, certificate } from '../tls-certificate.ts';

export interface Listener {
  url: string;
  /** Cuts every open connection and frees the port. */
  close: () => Promise<void>;
}

/** @param onConnection called with every TCP connection, before TLS */
export async function listen(
  onRequest: RequestListener,
  onConnection: (socket: Socket) => void,
  tls: CertificateName | undefined,
): Promise<Listener> {
  const server = tls === undefined ? createServer(onRequest) : createTlsServer(certificate(tls), onRequest);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    close: () => closeAll(server, sockets),
  };
}

async function closeAll(server: Server, sockets: Set<Socket>): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  for (const socket of sockets) socket.destroy();
  await closed;
}
