/**
 * Connections to AWS through a proxy, by `https-proxy-agent` and `http-proxy-agent`. Loaded where a proxy is set. A
 * request is given a connection only when all is done that can fail without it: the tunnel, the handshake, the check of
 * the certificate. So whatever fails before has sent nothing.
 */
import { EventEmitter, once } from 'node:events';
import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { bareHost, FRESH, type Connections } from './connections.ts';
import { schemesOf, type Network, type ProxyTrouble } from './network.ts';

export type ProxiedNetwork = Network & { proxy: NonNullable<Network['proxy']> };

/** What the libraries hand on: the target's address, and whatever was set for TLS. */
type ConnectOptions = Parameters<HttpsProxyAgent<string>['connect']>[1];

interface ProxyAnswer {
  statusCode: number;
  headers: Record<string, string | string[] | undefined>;
}

/** @param patience milliseconds for the tunnel to stand, and again for the handshake in it */
export function proxiedConnections({ proxy, ca }: ProxiedNetwork, patience: number): Connections {
  let begun = 0;
  // Until a proxy has let us through, what goes wrong is the proxy's.
  let trouble: ProxyTrouble | undefined;
  const isBlocked = () => trouble !== undefined;
  let ahead: Promise<Socket> | undefined;
  const trust = { rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) };
  // A function, for Node prints objects where NODE_DEBUG is set, and a password would be among them.
  const headers = () =>
    proxy.authorization === undefined ? {} : { 'Proxy-Authorization': proxy.authorization };

  class Tunnels extends HttpsProxyAgent<string> {
    override isSecureEndpoint(): boolean {
      return true;
    }

    override async connect(request: ClientRequest, options: ConnectOptions): Promise<Socket> {
      const waiting = ahead;
      ahead = undefined;
      const opened = waiting && (await waiting.catch(() => undefined));
      // A proxy that wants another password would be asked a second time, and may count how often it was.
      if (waiting && trouble?.status === 407) throw refused();
      const usable = opened?.writable && opened.readable;
      const socket = usable ? opened : await this.open(request, options);
      begun++;
      return socket.ref();
    }

    /** A connection that stands, with its certificate checked. */
    async open(request: ClientRequest, options: ConnectOptions): Promise<Socket> {
      trouble = { schemes: [] };
      request.once('proxyConnect', (answer: ProxyAnswer) => (trouble = troubleIn(answer)));
      const socket = await inTime(this, patience, () => super.connect(request, checked(options, trust)));
      // Its other end may go away before a request is there to be told of it.
      socket.on('error', () => undefined);
      if (isBlocked()) {
        socket.destroy();
        throw refused();
      }
      const timer = setTimeout(() => socket.destroy(timedOut()), patience).unref();
      await once(socket, 'secureConnect').finally(() => clearTimeout(timer));
      return socket;
    }
  }

  class Forwards extends HttpProxyAgent<string> {
    override isSecureEndpoint(): boolean {
      return false;
    }

    override async connect(
      ...[request, options]: Parameters<HttpProxyAgent<string>['connect']>
    ): Promise<Socket> {
      trouble = { schemes: [] };
      const socket = await inTime(this, patience, () => super.connect(request, options));
      trouble = undefined;
      begun++;
      return socket;
    }
  }

  const tunnels = new Tunnels(proxy.url, { ...trust, headers });
  const forwards = new Forwards(proxy.url, { ...trust, headers });
  const openAhead = (url: URL) => {
    if (url.protocol !== 'https:') return;
    // The library tells an event or two to the request that it connects for; there is none yet.
    const nobody = new EventEmitter() as unknown as ClientRequest;
    const opened = tunnels.open(nobody, {
      host: bareHost(url),
      port: Number(url.port || 443),
      secureEndpoint: true,
    });
    ahead = opened;
    opened
      .then((socket) => {
        socket.unref();
        setTimeout(() => ahead === opened && socket.destroy(), FRESH).unref();
      })
      // What is wrong shows again when the request is made, and is told then.
      .catch(() => undefined);
  };
  return { http: forwards, https: tunnels, openAhead, begun: () => begun, proxyTrouble: () => trouble };
}

/** The check is made against the host that was asked for; left to itself Node would take the proxy's name for an IP. */
function checked(options: ConnectOptions, trust: object): ConnectOptions {
  const { host = '' } = options;
  const check = (_: string, certificate: PeerCertificate) => checkServerIdentity(host, certificate);
  return Object.assign({}, options, trust, { checkServerIdentity: check });
}

function troubleIn({ statusCode, headers }: ProxyAnswer): ProxyTrouble | undefined {
  if (statusCode === 200) return undefined;
  const schemes = schemesOf(headers['proxy-authenticate']);
  return Number.isInteger(statusCode) ? { status: statusCode, schemes } : { schemes };
}

/** The library waits for a proxy for ever, and for one that talks without end, too. */
async function inTime<T>(
  agent: { connectOpts: object },
  patience: number,
  connect: () => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patience).unref();
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

function timedOut(): Error {
  return Object.assign(new Error('It took too long.'), { code: 'ETIMEDOUT' });
}
