/** Opens connections to AWS, one of them before it is needed, and counts those on which a request may have been sent. */
// Named one by one: a namespace would be copied, entry by entry, when the bundle is loaded.
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { NetworkPlan, ProxyProblem } from './network.ts';

export interface Connections {
  http: HttpAgent;
  https: HttpAgent;
  /** Opens a connection for the next request, which uses it if it is still open. Ignores failures. */
  openSpare(url: URL): void;
  /** How many requests got an open connection: the server may have read what was sent on it. */
  requestsSent(): number;
  /** Set if a proxy kept the last connection from opening. */
  proxyProblem(): ProxyProblem | undefined;
}

/** Milliseconds that an unused connection is kept: servers close idle ones. */
export const IDLE_TIMEOUT = 10_000;

type Create = (options: RequestOptions, callback?: (error: Error | null, socket: Socket) => void) => Socket;

interface Opened {
  socket: Socket;
  connected: boolean;
}

/** @param timeoutMs milliseconds to connect, TLS handshake included; through a proxy, again for the handshake */
export async function openConnections(network: NetworkPlan, timeoutMs: number): Promise<Connections> {
  if (!network.proxy) return directConnections(network.ca, timeoutMs);
  const { proxiedConnections } = await import('./proxied-agents.ts');
  return proxiedConnections(network.proxy.value, network.ca, timeoutMs);
}

/** @param ca trusted certificates in PEM, instead of Node's own list */
function directConnections(ca: string | undefined, timeoutMs: number): Connections {
  const trust = trustOptions(ca);
  let requestsSent = 0;
  let spare: Opened | undefined;
  const count = ({ socket, connected }: Opened, ready: string): Socket => {
    if (connected) requestsSent++;
    else socket.once(ready, () => requestsSent++);
    return socket.ref();
  };
  /** Makes an agent take the connection that was opened before. @returns how to open another */
  const watch = (agent: HttpAgent, ready: string): Create => {
    const unlimited = agent.createConnection.bind(agent) as Create;
    const create: Create = (options, callback) => inTime(unlimited(options, callback), ready, timeoutMs);
    const takeOrCreate: Create = (options, callback) => {
      const waiting = spare;
      spare = undefined;
      // A connection that broke before the first byte of the request can be replaced.
      const usable = waiting !== undefined && waiting.socket.writable && waiting.socket.readable;
      return count(usable ? waiting : { socket: create(options, callback), connected: false }, ready);
    };
    agent.createConnection = takeOrCreate;
    return create;
  };
  const agents = { http: new HttpAgent(), https: new HttpsAgent(trust) };
  const createPlain = watch(agents.http, 'connect');
  // Not `connect`: no byte of a request leaves before the handshake is done and the certificate is checked.
  const createSecure = watch(agents.https, 'secureConnect');
  const openSpare = (url: URL) => {
    const isSecure = url.protocol === 'https:';
    const host = bareHost(url);
    const port = url.port || (isSecure ? 443 : 80);
    const options = { host, port, servername: serverName(host), ...trust };
    const socket = (isSecure ? createSecure : createPlain)(options);
    const opened = { socket, connected: false };
    socket.once(isSecure ? 'secureConnect' : 'connect', () => (opened.connected = true));
    // The request will fail in the same way, and report it.
    socket.on('error', () => undefined).unref();
    setTimeout(() => spare === opened && socket.destroy(), IDLE_TIMEOUT).unref();
    spare = opened;
  };
  return { ...agents, openSpare, requestsSent: () => requestsSent, proxyProblem: () => undefined };
}

/** The SDK's handler limits the time to connect, but not the handshake. */
function inTime(socket: Socket, ready: string, timeoutMs: number): Socket {
  const timer = setTimeout(() => socket.destroy(timedOut()), timeoutMs).unref();
  const stop = () => clearTimeout(timer);
  return socket.once(ready, stop).once('close', stop);
}

export function timedOut(): Error {
  return Object.assign(new Error('It took too long.'), { code: 'ETIMEDOUT' });
}

/** Certificates are checked even if the environment tells Node not to (NODE_TLS_REJECT_UNAUTHORIZED). */
export function trustOptions(ca: string | undefined) {
  return { rejectUnauthorized: true, ...(ca === undefined ? {} : { ca }) };
}

/** A host name or address; IPv6 without the brackets that it has in a URL. */
export function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** The name that the certificate must have; an address is checked by Node itself. */
export function serverName(host: string): string {
  return isIP(host) ? '' : host;
}
