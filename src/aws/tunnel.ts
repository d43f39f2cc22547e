/**
 * Opens a tunnel through a proxy (CONNECT) with Node's own HTTP client, which limits the header of the answer to 16 kB;
 * `https-proxy-agent` does not.
 */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { bareHost, timedOut } from './connections.ts';
import type { Network } from './network.ts';

export interface ProxyAnswer {
  status: number;
  /** Its header `Proxy-Authenticate`. */
  challenge: string | undefined;
  /** With any other status than 2xx, it leads nowhere. */
  socket: Socket;
}

/**
 * @param target `host:port`, an IPv6 address in brackets
 * @param trust what is set for TLS to the proxy itself
 * @param timeoutMs milliseconds until the proxy must have answered
 * @throws with the system's code, the one of Node's HTTP parser (`HPE_…`), or ETIMEDOUT
 */
export async function askForTunnel(
  proxy: NonNullable<Network['proxy']>,
  target: string,
  trust: object,
  timeoutMs: number,
): Promise<ProxyAnswer> {
  const url = new URL(proxy.url);
  const host = bareHost(url);
  const isSecure = url.protocol === 'https:';
  const late = AbortSignal.timeout(timeoutMs);
  const asked = (isSecure ? httpsRequest : httpRequest)({
    method: 'CONNECT',
    host,
    port: url.port || (isSecure ? 443 : 80),
    path: target,
    headers: { Host: target, 'Proxy-Connection': 'close' },
    agent: false,
    signal: late,
    // Left to itself, Node would take the name for the certificate from the header Host.
    ...(isSecure && { servername: isIP(host) ? '' : host, ...trust }),
  });
  // Not among the options: Node prints those where NODE_DEBUG is set.
  if (proxy.authorization !== undefined) asked.setHeader('Proxy-Authorization', proxy.authorization);
  try {
    const [answer, socket, early] = (await once(asked.end(), 'connect')) as [IncomingMessage, Socket, Buffer];
    if (early.length > 0) socket.unshift(early);
    return { status: answer.statusCode ?? 0, challenge: answer.headers['proxy-authenticate'], socket };
  } catch (error) {
    throw late.aborted ? timedOut() : withoutAnswer(error);
  }
}

/** The parser's error holds what the proxy said, which may be our own password. */
function withoutAnswer(error: unknown): unknown {
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string' || !code.startsWith('HPE_')) return error;
  return Object.assign(new Error('The proxy did not answer in HTTP.'), { code });
}
