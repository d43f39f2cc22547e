/**
 * What every call to AWS needs: timeouts, settings of the SDK's clients, connections, and an HTTP handler that limits
 * the size of an answer.
 */
import { pipeline, Transform, type Readable, type TransformCallback } from 'node:stream';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { CallError, SignedCall } from './calls.ts';
import { type Connections, NOTHING_AMBIENT, connections } from './connections.ts';
import { schemesOf, type Network, type ProxyProblem } from './network.ts';

export interface Timeouts {
  /** Milliseconds to reach the server. */
  connect: number;
  /** Milliseconds from then on to the end of the answer. */
  answer: number;
}

export const TIMEOUTS: Timeouts = { connect: 10_000, answer: 30_000 };

/** All that a client of the SDK is told, whichever service it is for. */
export function clientSettings(call: SignedCall<Network>, agents: Connections, timeouts: Timeouts) {
  return {
    ...NOTHING_AMBIENT,
    region: call.region,
    useFipsEndpoint: call.fips,
    useDualstackEndpoint: call.dualstack,
    ...(call.endpoint ? { endpoint: call.endpoint } : {}),
    credentials: call.keys,
    systemClockOffset: call.clockOffset,
    requestHandler: new LimitedHandler({
      httpAgent: agents.http,
      httpsAgent: agents.https,
      connectionTimeout: timeouts.connect,
      requestTimeout: timeouts.answer,
      throwOnRequestTimeout: true,
    }),
  };
}

/** What the SDK attaches to an error that came from the service. */
interface SdkError {
  name?: string;
  code?: string | number;
  message?: string;
  $metadata?: { httpStatusCode?: number };
  $response?: { statusCode?: number; headers?: Record<string, string> };
}

/** @param sent whether a request can have left this machine */
export function readError(
  error: unknown,
  sent: boolean,
  target: { network: Network },
  agents: Connections,
): CallError {
  const proxy = refusalOfProxy(error, target) ?? (sent ? undefined : agents.proxyProblem());
  const { name, message, $metadata, $response } = error as SdkError;
  const code = systemCode(error);
  if (proxy?.status === 407)
    return { kind: 'failure', reason: 'ProxyRefusal', sent: false, proxy, cause: undefined };
  // Whatever its status was: what could be read of it is no error of AWS.
  if (code === ANSWER_TOO_LARGE) return { kind: 'failure', reason: code, sent, cause: undefined };
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  if (status === undefined || status < 300) {
    // What is wrong with an answer is told with pieces of the answer, which may be those of a session.
    const cause = $response ? undefined : error;
    const failure = { kind: 'failure' as const, reason: code ?? name ?? 'Error', sent };
    // Nor with what a proxy says, which may be our own password.
    if (proxy) return { ...failure, proxy, cause: code === undefined ? undefined : error };
    return { ...failure, cause };
  }
  const date = new Date($response?.headers?.['date'] ?? NaN);
  return {
    kind: 'refusal',
    // What does not begin as a name does is none: a code that somebody repeats, for one.
    code: name && /^[A-Za-z]/.test(name) ? name : 'UnknownError',
    message: message ?? '',
    status,
    serverDate: Number.isNaN(date.getTime()) ? undefined : date,
  };
}

/** `ECONNRESET`, and the like; the number that a signal's own error bears tells nobody anything, its name does. */
function systemCode(error: unknown): string | undefined {
  const { code } = error as SdkError;
  return typeof code === 'string' ? code : undefined;
}

/** HTTP 407 is a proxy's to say; one that forwards plain http says it in the place of an answer. */
function refusalOfProxy(error: unknown, { network }: { network: Network }): ProxyProblem | undefined {
  const { $response } = error as SdkError;
  if (!network.proxy || $response?.statusCode !== 407) return undefined;
  return { status: 407, schemes: schemesOf($response.headers?.['proxy-authenticate']) };
}

/** @param timeoutMs milliseconds for a connection to stand; through a proxy, again for the handshake */
export async function openConnections({ proxy, ca }: Network, timeoutMs: number): Promise<Connections> {
  if (!proxy) return connections(ca, timeoutMs);
  const { proxiedConnections } = await import('./proxied-agents.ts');
  return proxiedConnections({ proxy, ...(ca === undefined ? {} : { ca }) }, timeoutMs);
}

/** Bytes. The longest answer that AWS gives to our questions is a hundredth of it. */
const LIMIT = 1024 * 1024;

/** The code of the error with which the body of a longer answer ends. */
const ANSWER_TOO_LARGE = 'ERR_ANSWER_TOO_LARGE';

/** The SDK itself keeps whatever a server sends. */
class LimitedHandler extends NodeHttpHandler {
  override async handle(...args: Parameters<NodeHttpHandler['handle']>) {
    const { response } = await super.handle(...args);
    const limit = new AnswerLimit();
    // Its errors, and those of the connection, reach whoever reads the body.
    response.body = pipeline(response.body as Readable, limit, () => undefined);
    return { response };
  }
}

/** Nothing is unpacked on the way (the SDK asks for no compression), so these are the bytes that come. */
class AnswerLimit extends Transform {
  private size = 0;

  override _transform(bytes: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.size += bytes.length;
    if (this.size <= LIMIT) done(null, bytes);
    else done(Object.assign(new Error('The answer is too large.'), { code: ANSWER_TOO_LARGE }));
  }
}
