/**
 * Opens connections to AWS, one of them before it is needed, and knows of each whether a request can have been sent on
 * it. Also finds the address of STS by the SDK's own rules.
 */
// Named one by one: a namespace would be copied, entry by entry, when the bundle is loaded.
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { STSClient } from '@aws-sdk/client-sts';
import type { Target } from './calls.ts';
import type { ProxyProblem } from './network.ts';

export interface Connections {
  http: HttpAgent;
  https: HttpAgent;
  /** Opens a connection that the next request takes, if it still stands by then. Tells nobody when it fails. */
  openAhead(url: URL): void;
  /** How many requests had a connection that stood: what was sent on it the server may have read. */
  requestsSent(): number;
  /** Where a proxy kept the last connection from standing. */
  proxyProblem(): ProxyProblem | undefined;
}

/** Milliseconds; servers close a connection on which nothing comes, and a fresh one is safer than one about to go. */
export const FRESH = 10_000;

type Create = (options: RequestOptions, callback?: (error: Error | null, socket: Socket) => void) => Socket;

interface Ahead {
  socket: Socket;
  stands: boolean;
}

/**
 * @param ca certificates in PEM that are believed in the place of Node's own list
 * @param timeoutMs milliseconds for a connection to stand, handshake and all
 */
export function connections(ca: string | undefined, timeoutMs: number): Connections {
  const trust: TrustOptions = ca === undefined ? CHECKED : { ...CHECKED, ca };
  let requestsSent = 0;
  let ahead: Ahead | undefined;
  const hand = ({ socket, stands }: Ahead, ready: string): Socket => {
    if (stands) requestsSent++;
    else socket.once(ready, () => requestsSent++);
    return socket.ref();
  };
  const watch = (agent: HttpAgent, ready: string): Create => {
    const unlimited = agent.createConnection.bind(agent) as Create;
    const create: Create = (options, callback) => inTime(unlimited(options, callback), ready, timeoutMs);
    const createOrTake: Create = (options, callback) => {
      const waiting = ahead;
      ahead = undefined;
      // Up to the first byte of the request, a connection that broke is replaced, and nobody needs to know.
      const usable = waiting !== undefined && waiting.socket.writable && waiting.socket.readable;
      return hand(usable ? waiting : { socket: create(options, callback), stands: false }, ready);
    };
    agent.createConnection = createOrTake;
    return create;
  };
  const agents = { http: new HttpAgent(), https: new HttpsAgent(trust) };
  const createPlain = watch(agents.http, 'connect');
  // Not `connect`: before the handshake is through, and the certificate checked, no byte of a request leaves.
  const createSecure = watch(agents.https, 'secureConnect');
  const openAhead = (url: URL) => {
    const isSecure = url.protocol === 'https:';
    const socket = (isSecure ? createSecure : createPlain)(addressOf(url, trust));
    const opened = { socket, stands: false };
    socket.once(isSecure ? 'secureConnect' : 'connect', () => (opened.stands = true));
    // What is wrong shows again when the request is made, and is told then.
    socket.on('error', () => undefined).unref();
    setTimeout(() => ahead === opened && socket.destroy(), FRESH).unref();
    ahead = opened;
  };
  return { ...agents, openAhead, requestsSent: () => requestsSent, proxyProblem: () => undefined };
}

/** The SDK's handler limits the time to connect, and leaves out the handshake. */
function inTime(socket: Socket, ready: string, timeoutMs: number): Socket {
  const timer = setTimeout(() => socket.destroy(timedOut()), timeoutMs).unref();
  const stop = () => clearTimeout(timer);
  return socket.once(ready, stop).once('close', stop);
}

export function timedOut(): Error {
  return Object.assign(new Error('It took too long.'), { code: 'ETIMEDOUT' });
}

/** Also where the environment asks Node not to (NODE_TLS_REJECT_UNAUTHORIZED): keys go over this line. */
const CHECKED = { rejectUnauthorized: true };

type TrustOptions = typeof CHECKED & { ca?: string };

function addressOf(url: URL, trust: TrustOptions): RequestOptions {
  const host = bareHost(url);
  const port = url.port || (url.protocol === 'https:' ? 443 : 80);
  return { host, port, servername: isIP(host) ? '' : host, ...trust };
}

/** A host name or address; of IPv6 without the brackets that it has in a URL. */
export function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

export function stsAddress({ region, endpoint, fips, dualstack }: Omit<Target, 'network'>): URL {
  if (endpoint) return new URL(endpoint);
  const rules = new STSClient({ region, ...NOTHING_AMBIENT }).config.endpointProvider;
  return rules({ Region: region, UseFIPS: fips, UseDualStack: dualstack, UseGlobalEndpoint: false }).url;
}

/** Settings of the SDK's clients, all of them given, so that it reads no environment and no file of its own. */
export const NOTHING_AMBIENT = {
  ignoreConfiguredEndpointUrls: true,
  maxAttempts: 1,
  retryMode: 'standard',
  defaultsMode: 'standard',
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
  userAgentAppId: () => Promise.resolve(undefined),
  authSchemePreference: () => Promise.resolve([]),
  sigv4aSigningRegionSet: () => Promise.resolve(undefined),
  disableClockSkewCorrection: false,
} as const;
