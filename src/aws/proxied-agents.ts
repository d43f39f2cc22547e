/**
 * Opens connections to AWS through a proxy: https by a tunnel, http by forwarding (`http-proxy-agent`). Loaded only if
 * a proxy is set. A request gets its connection after tunnel, handshake and certificate check, so whatever fails before
 * has sent nothing.
 */
import { once } from 'node:events';
import { Agent as HttpsAgent } from 'node:https';
import { isIP, isIPv6, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import { HttpProxyAgent } from 'http-proxy-agent';
import { bareHost, FRESH, timedOut, type Connections } from './connections.ts';
import { schemesOf, type Network, type ProxyProblem } from './network.ts';
import { askForTunnel, type ProxyAnswer } from './tunnel.ts';

export type ProxiedNetwork = Network & { proxy: NonNullable<Network['proxy']> };

/** @param timeoutMs milliseconds for the tunnel to stand, and again for the handshake in it */
export function proxiedConnections({ proxy, ca }: ProxiedNetwork, timeoutMs: number): Connections {
  let requestsSent = 0;
  // Until a proxy has let us through, what goes wrong is the proxy's.
  let problem: ProxyProblem | undefined;
  let ahead: Promise<Socket> | undefined;
  const trust = {
    rejectUnauthorized: true,
    ALPNProtocols: ['http/1.1'],
    ...(ca === undefined ? {} : { ca }),
  };

  /** A connection that stands, with its certificate checked. */
  const open = async (host: string, port: number): Promise<Socket> => {
    problem = { schemes: [] };
    const target = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
    const answer = await askForTunnel(proxy, target, trust, timeoutMs);
    problem = problemIn(answer);
    if (problem) {
      answer.socket.destroy();
      throw refused();
    }
    const socket = connectSecurely({
      socket: answer.socket,
      host,
      servername: isIP(host) ? '' : host,
      ...trust,
    });
    // Its other end may go away before a request is there to be told of it.
    socket.on('error', () => undefined);
    const timer = setTimeout(() => socket.destroy(timedOut()), timeoutMs).unref();
    await once(socket, 'secureConnect').finally(() => clearTimeout(timer));
    return socket;
  };

  const takeOrOpen = async (host: string, port: number): Promise<Socket> => {
    const waiting = ahead;
    ahead = undefined;
    const opened = waiting && (await waiting.catch(() => undefined));
    // A proxy that wants another password would be asked a second time, and may count how often it was.
    if (waiting && problem?.status === 407) throw refused();
    const socket = opened?.writable && opened.readable ? opened : await open(host, port);
    requestsSent++;
    return socket.ref();
  };

  const tunnels = new HttpsAgent();
  tunnels.createConnection = ({ host, port }, callback) => {
    takeOrOpen(host ?? '', Number(port)).then(
      (socket) => callback?.(null, socket),
      // Nobody looks at a socket where there is an error.
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
      const socket = await inTime(this, timeoutMs, () => super.connect(request, options));
      problem = undefined;
      requestsSent++;
      return socket;
    }
  }

  // A function, for Node prints objects where NODE_DEBUG is set, and a password would be among them.
  const headers = () =>
    proxy.authorization === undefined ? {} : { 'Proxy-Authorization': proxy.authorization };
  const forwards = new Forwards(proxy.url, { ...trust, headers });
  const openAhead = (url: URL) => {
    if (url.protocol !== 'https:') return;
    const opened = open(bareHost(url), Number(url.port || 443));
    ahead = opened;
    opened
      .then((socket) => {
        socket.unref();
        setTimeout(() => ahead === opened && socket.destroy(), FRESH).unref();
      })
      // What is wrong shows again when the request is made, and is told then.
      .catch(() => undefined);
  };
  return {
    http: forwards,
    https: tunnels,
    openAhead,
    requestsSent: () => requestsSent,
    proxyProblem: () => problem,
  };
}

function problemIn({ status, challenge }: ProxyAnswer): ProxyProblem | undefined {
  return status >= 200 && status < 300 ? undefined : { status, schemes: schemesOf(challenge) };
}

/** The library waits for a proxy for ever. */
async function inTime<T>(
  agent: { connectOpts: object },
  timeoutMs: number,
  connect: () => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeoutMs).unref();
  agent.connectOpts = { ...agent.connectOpts, signal: late.signal };
  try {
    return await connect();
  } catch (error) {
    throw late.signal.aborted ? timedOut() : error;
  } finally {
    clearTimeout(timer);
  }
}

function refused(): Error {
  return Object.assign(new Error('The proxy did not let us through.'), { name: 'ProxyRefusal' });
}
