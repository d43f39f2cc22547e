/**
 * Opens connections to AWS through a proxy: https by a tunnel, http by forwarding (`http-proxy-agent`). Loaded only if
 * a proxy is set. A request gets its connection after tunnel, handshake and certificate check, so any failure before
 * has sent nothing.
 */
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIPv6, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { HttpProxyAgent } from 'http-proxy-agent';
import {
  bareHost,
  IDLE_TIMEOUT,
  serverName,
  timedOut,
  trustOptions,
  type Connections,
} from './connections.ts';
import { schemesOf, wantsLogin, type Proxy, type ProxyProblem } from './network.ts';

/**
 * @param ca trusted certificates in PEM, instead of Node's own list
 * @param timeoutMs milliseconds for the tunnel, and again for the handshake in it
 */
export function proxiedConnections(proxy: Proxy, ca: string | undefined, timeoutMs: number): Connections {
  let requestsSent = 0;
  // Set until the proxy has connected us.
  let problem: ProxyProblem | undefined;
  let spare: Promise<Socket> | undefined;
  const trust = { ...trustOptions(ca), ALPNProtocols: ['http/1.1'] };

  /** An open connection, with its certificate checked. */
  const open = async (host: string, port: number): Promise<Socket> => {
    problem = { schemes: [] };
    const target = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
    const { status, challenge, socket: tunnel } = await askForTunnel(proxy, target, trust, timeoutMs);
    if (status < 200 || status >= 300) {
      problem = { status, schemes: schemesOf(challenge) };
      tunnel.destroy();
      throw refused();
    }
    problem = undefined;
    const socket = connectSecurely({ socket: tunnel, host, servername: serverName(host), ...trust });
    // It may break before there is a request that reports it.
    socket.on('error', () => undefined);
    const timer = setTimeout(() => socket.destroy(timedOut()), timeoutMs).unref();
    await once(socket, 'secureConnect').finally(() => clearTimeout(timer));
    return socket;
  };

  const takeOrOpen = async (host: string, port: number): Promise<Socket> => {
    const waiting = spare;
    spare = undefined;
    const opened = waiting && (await waiting.catch(() => undefined));
    // Another attempt with the same password could lock the user out.
    if (waiting && wantsLogin(problem)) throw refused();
    const socket = opened?.writable && opened.readable ? opened : await open(host, port);
    requestsSent++;
    return socket.ref();
  };

  const tunnels = new HttpsAgent();
  tunnels.createConnection = ({ host, port }, callback) => {
    takeOrOpen(host ?? '', Number(port)).then(
      (socket) => callback?.(null, socket),
      // Node ignores the socket if there is an error.
      (error: unknown) => callback?.(error as Error, undefined as never),
    );
    return undefined;
  };

  class Forwards extends HttpProxyAgent<string> {
    override isSecureEndpoint(): boolean {
      return false;
    }

    override async connect(
      ...[request, options]: Parameters<HttpProxyAgent<string>['connect']>
    ): Promise<Socket> {
      problem = { schemes: [] };
      // The library has no time limit of its own.
      const late = new AbortController();
      const timer = setTimeout(() => late.abort(), timeoutMs).unref();
      this.connectOpts = { ...this.connectOpts, signal: late.signal };
      const socket = await super
        .connect(request, options)
        .catch((error: unknown) => {
          throw late.signal.aborted ? timedOut() : error;
        })
        .finally(() => clearTimeout(timer));
      problem = undefined;
      requestsSent++;
      return socket;
    }
  }

  // A function, because Node prints objects if NODE_DEBUG is set, and this one may hold a password.
  const headers = () =>
    proxy.authorization === undefined ? {} : { 'Proxy-Authorization': proxy.authorization };
  return {
    http: new Forwards(proxy.url, { ...trust, headers }),
    https: tunnels,
    openSpare: (url) => {
      if (url.protocol !== 'https:') return;
      const opened = open(bareHost(url), Number(url.port || 443));
      spare = opened;
      opened
        .then((socket) => {
          socket.unref();
          setTimeout(() => spare === opened && socket.destroy(), IDLE_TIMEOUT).unref();
        })
        // The request will fail in the same way, and report it.
        .catch(() => undefined);
    },
    requestsSent: () => requestsSent,
    proxyProblem: () => problem,
  };
}

interface ProxyAnswer {
  status: number;
  /** Its header `Proxy-Authenticate`. */
  challenge: string | undefined;
  /** The tunnel, if the status is 2xx. */
  socket: Socket;
}

/**
 * Asks with Node's own HTTP client, which limits the header of the answer to 16 kB; `https-proxy-agent` does not.
 *
 * @param target `host:port`, an IPv6 address in brackets
 * @param trust options for TLS to the proxy itself
 * @throws with the system's code, a code of Node's HTTP parser (`HPE_…`), or ETIMEDOUT
 */
async function askForTunnel(
  proxy: Proxy,
  target: string,
  trust: object,
  timeoutMs: number,
): Promise<ProxyAnswer> {
  const url = new URL(proxy.url);
  const host = bareHost(url);
  const isSecure = url.protocol === 'https:';
  const timeout = AbortSignal.timeout(timeoutMs);
  const request = (isSecure ? httpsRequest : httpRequest)({
    method: 'CONNECT',
    host,
    port: url.port || (isSecure ? 443 : 80),
    path: target,
    headers: { Host: target, 'Proxy-Connection': 'close' },
    agent: false,
    signal: timeout,
    // By default Node would take the name for the certificate from the header Host.
    ...(isSecure && { servername: serverName(host), ...trust }),
  });
  // Not among the options: Node prints those if NODE_DEBUG is set.
  if (proxy.authorization !== undefined) request.setHeader('Proxy-Authorization', proxy.authorization);
  try {
    const connected = await once(request.end(), 'connect');
    const [answer, socket, early] = connected as [IncomingMessage, Socket, Buffer];
    if (early.length > 0) socket.unshift(early);
    return { status: answer.statusCode ?? 0, challenge: answer.headers['proxy-authenticate'], socket };
  } catch (error) {
    if (timeout.aborted) throw timedOut();
    const { code } = error as { code?: unknown };
    if (typeof code !== 'string' || !code.startsWith('HPE_')) throw error;
    // The parser's error quotes what the proxy said, which may be the user's own password.
    throw Object.assign(new Error('The proxy did not answer in HTTP.'), { code });
  }
}

function refused(): Error {
  return Object.assign(new Error('The proxy did not let us through.'), { name: 'ProxyRefusal' });
}
