/**
 * Makes a call with a client of the SDK, limits the size of the answer, and reads the SDK's errors. Also checks whether
 * a server can be reached at all.
 */
import { pipeline, Transform, type Readable, type TransformCallback } from 'node:stream';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { CallError, Reply, SignedCall, Reached } from './calls.ts';
import { openConnections, type Connections } from './connections.ts';
import { ANSWER_TOO_LARGE } from './network-messages.ts';
import { schemesOf, wantsLogin, type NetworkPlan, type ProxyProblem } from './network.ts';

/** Milliseconds to reach the server, and from then on to the end of the answer. */
export const TIMEOUTS = { connect: 10_000, answer: 30_000 };

export type Timeouts = typeof TIMEOUTS;

export interface SendOptions {
  abortSignal: AbortSignal;
}

/** One request, never retried by the SDK, because a code is accepted once. Never rejects. */
export async function callOnce<Answer extends object>(
  call: SignedCall,
  connections: Connections,
  timeouts: Timeouts,
  send: (settings: ReturnType<typeof clientSettings>, options: SendOptions) => Promise<Answer>,
): Promise<Reply<Answer>> {
  const sentBefore = connections.requestsSent();
  const settings = clientSettings(call, connections, timeouts);
  // The time limit of the SDK's handler ends with the headers of the answer; this one includes the body.
  const timeout = AbortSignal.timeout(timeouts.connect + timeouts.answer);
  try {
    const answer = await send(settings, { abortSignal: AbortSignal.any([call.signal, timeout]) });
    return { kind: 'answer', ...answer };
  } catch (error) {
    const isSent = connections.requestsSent() > sentBefore;
    return readError(timeout.aborted ? timeout.reason : error, isSent, call.network, connections);
  } finally {
    settings.requestHandler.destroy();
  }
}

/** Settings of the SDK's clients. All are given, so that the SDK reads no environment variable and no file. */
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

/** The settings of a client for any service. */
function clientSettings(call: SignedCall, agents: Connections, timeouts: Timeouts) {
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

/** @param sent whether a request may have left this machine */
function readError(error: unknown, sent: boolean, network: NetworkPlan, agents: Connections): CallError {
  const { name, message, code: anyCode, $metadata, $response } = error as SdkError;
  // A number, as an AbortSignal's own error has, says nothing; its name does.
  const code = typeof anyCode === 'string' ? anyCode : undefined;
  const proxy = refusalOfProxy($response, network) ?? (sent ? undefined : agents.proxyProblem());
  if (proxy && wantsLogin(proxy))
    return { kind: 'failure', reason: 'ProxyRefusal', sent: false, proxy, cause: undefined };
  // Whatever the status is, an answer of this size is no error of AWS.
  if (code === ANSWER_TOO_LARGE) return { kind: 'failure', reason: code, sent, cause: undefined };
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  if (status === undefined || status < 300) {
    const failure = { kind: 'failure' as const, reason: code ?? name ?? 'Error', sent };
    // The message may quote what the proxy said, such as the user's own password.
    if (proxy) return { ...failure, proxy, cause: code === undefined ? undefined : error };
    // The message may quote parts of the answer, such as the keys of a session.
    return { ...failure, cause: $response ? undefined : error };
  }
  return {
    kind: 'refusal',
    // The name must look like one: a server may repeat the code here.
    code: name && /^[A-Za-z]/.test(name) ? name : 'UnknownError',
    message: message ?? '',
    status,
    serverDate: dateOf($response?.headers?.['date']),
  };
}

/** HTTP 407 comes from a proxy. One that forwards plain http sends it in place of the answer. */
function refusalOfProxy(response: SdkError['$response'], { proxy }: NetworkPlan): ProxyProblem | undefined {
  if (!proxy || response?.statusCode !== 407) return undefined;
  return { status: 407, schemes: schemesOf(response.headers?.['proxy-authenticate']) };
}

/** @param header `Date`; @returns undefined if there is none that is a date */
function dateOf(header: string | undefined): Date | undefined {
  const date = new Date(header ?? NaN);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** Bytes. The longest answer that AWS gives to our calls is a hundredth of it. */
const LIMIT = 1024 * 1024;

/** The SDK itself accepts an answer of any size. */
class LimitedHandler extends NodeHttpHandler {
  override async handle(...args: Parameters<NodeHttpHandler['handle']>) {
    const { response } = await super.handle(...args);
    // The reader of the body gets the errors of the limit and of the connection.
    response.body = pipeline(response.body as Readable, new AnswerLimit(), () => undefined);
    return { response };
  }
}

/** Counts bytes as they arrive. The SDK asks for no compression. */
class AnswerLimit extends Transform {
  private size = 0;

  override _transform(bytes: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.size += bytes.length;
    if (this.size <= LIMIT) done(null, bytes);
    else done(Object.assign(new Error('The answer is too large.'), { code: ANSWER_TOO_LARGE }));
  }
}

/**
 * Checks whether a server can be reached, and reads its clock. The request holds no credentials. Never rejects.
 * @param timeoutMs milliseconds for everything
 */
export async function reach(
  url: string,
  network: NetworkPlan,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Reached> {
  const connections = await openConnections(network, timeoutMs);
  const timeout = AbortSignal.timeout(timeoutMs);
  const options = { signal: AbortSignal.any([signal, timeout]) };
  try {
    const request = url.startsWith('https:')
      ? httpsRequest(url, { ...options, agent: connections.https })
      : httpRequest(url, { ...options, agent: connections.http });
    const [answer] = (await once(request.end(), 'response')) as [IncomingMessage];
    answer.destroy();
    const { statusCode, headers } = answer;
    // A proxy that forwards plain http answers this itself.
    if (network.proxy && statusCode === 407)
      throw Object.assign(new Error(), { $response: { statusCode, headers } });
    return { kind: 'answer', date: dateOf(headers.date) };
  } catch (error) {
    const reply = readError(timeout.aborted ? timeout.reason : error, false, network, connections);
    return reply.kind === 'failure' ? reply : { kind: 'answer', date: reply.serverDate };
  }
}
