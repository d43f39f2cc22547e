/**
 * STS, by the AWS SDK: one call, one request, never a retry, for a code is accepted once and the SDK's retries
 * would send it twice. What went wrong comes back as a value, with the one fact that decides what may be done
 * next: whether anything can have reached STS.
 */
import { AssumeRoleCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Connections } from './connections.ts';
import { schemesOf, type ProxyTrouble } from './network.ts';
import { NOTHING_AMBIENT } from './nothing-ambient.ts';
import { openConnections } from './open-connections.ts';
import { rehearseCall } from './rehearse-call.ts';
import { stsAddress, type StsTarget } from './sts-address.ts';

export interface SessionCall extends StsTarget {
  keys: { accessKeyId: string; secretAccessKey: string };
  serialNumber: string;
  tokenCode: string;
  durationSeconds: number;
  /** Assumed straight from the keys; nothing for a session of the user's own. */
  role: { arn: string; sessionName: string; externalId: string | undefined } | undefined;
  /** Milliseconds to add to this machine's clock when signing. */
  clockOffset: number;
  signal: AbortSignal;
}

export type StsReply =
  | {
      kind: 'answer';
      accessKeyId: string | undefined;
      secretAccessKey: string | undefined;
      sessionToken: string | undefined;
      expiration: Date | undefined;
    }
  /** STS answered with an error. `code` is `UnknownError` where the body was not STS' own. */
  | { kind: 'refusal'; code: string; message: string; status: number; serverDate: Date | undefined }
  /** No answer, or one that cannot be read. */
  | { kind: 'failure'; reason: string; sent: boolean; cause: unknown; proxy?: ProxyTrouble };

export interface StsTimeouts {
  /** Milliseconds to reach the server. */
  connect: number;
  /** Milliseconds from then on to the end of the answer. */
  answer: number;
}

const TIMEOUTS: StsTimeouts = { connect: 10_000, answer: 30_000 };

export interface Sts {
  /** Makes the first call as quick as a second one would be. Nothing is signed or sent. */
  warmUp(): Promise<void>;
  /** Opens a connection for a call that is about to come. Nothing is sent on it. */
  connect(target: StsTarget): Promise<void>;
  /** Calls GetSessionToken, or AssumeRole where the call names a role, once. Never rejects. */
  getSession(call: SessionCall): Promise<StsReply>;
}

/** The network is that of the first target: it does not change within a run. */
export function createSts(timeouts = TIMEOUTS): Sts {
  let opened: Promise<Connections> | undefined;
  const linesTo = ({ network }: StsTarget) => (opened ??= openConnections(network, timeouts.connect));
  return {
    warmUp: () => rehearseCall(NOTHING_AMBIENT),
    connect: async (target) => (await linesTo(target)).openAhead(stsAddress(target)),
    getSession: async (call) => getSession(call, await linesTo(call), timeouts),
  };
}

async function getSession(call: SessionCall, lines: Connections, timeouts: StsTimeouts): Promise<StsReply> {
  const begun = lines.begun();
  const client = createClient(call, lines, timeouts);
  // The handler's own time limit ends with the answer's headers; a body that trickles in would be waited for.
  const patience = AbortSignal.timeout(timeouts.connect + timeouts.answer);
  try {
    const abortSignal = AbortSignal.any([call.signal, patience]);
    const { Credentials: given } = await send(client, call, abortSignal);
    return {
      kind: 'answer',
      accessKeyId: given?.AccessKeyId,
      secretAccessKey: given?.SecretAccessKey,
      sessionToken: given?.SessionToken,
      expiration: given?.Expiration,
    };
  } catch (error) {
    const sent = lines.begun() > begun;
    const proxy = refusalOfProxy(error, call) ?? (sent ? undefined : lines.proxyTrouble());
    return readError(patience.aborted ? patience.reason : error, sent, proxy);
  } finally {
    client.destroy();
  }
}

function send(client: STSClient, { role, ...call }: SessionCall, abortSignal: AbortSignal) {
  const mfa = {
    SerialNumber: call.serialNumber,
    TokenCode: call.tokenCode,
    DurationSeconds: call.durationSeconds,
  };
  if (!role) return client.send(new GetSessionTokenCommand(mfa), { abortSignal });
  const { arn, sessionName, externalId } = role;
  const input = { ...mfa, RoleArn: arn, RoleSessionName: sessionName, ExternalId: externalId };
  return client.send(new AssumeRoleCommand(input), { abortSignal });
}

function createClient(call: SessionCall, lines: Connections, timeouts: StsTimeouts): STSClient {
  return new STSClient({
    ...NOTHING_AMBIENT,
    region: call.region,
    useFipsEndpoint: call.fips,
    useDualstackEndpoint: call.dualstack,
    ...(call.endpoint ? { endpoint: call.endpoint } : {}),
    credentials: call.keys,
    systemClockOffset: call.clockOffset,
    requestHandler: new NodeHttpHandler({
      httpAgent: lines.http,
      httpsAgent: lines.https,
      connectionTimeout: timeouts.connect,
      requestTimeout: timeouts.answer,
      throwOnRequestTimeout: true,
    }),
  });
}

/** What the SDK attaches to an error that came from the service. */
interface SdkError {
  name?: string;
  code?: string;
  message?: string;
  $metadata?: { httpStatusCode?: number };
  $response?: { statusCode?: number; headers?: Record<string, string> };
}

/** HTTP 407 is a proxy's to say; one that forwards plain http says it in the place of an answer. */
function refusalOfProxy(error: unknown, { network }: StsTarget): ProxyTrouble | undefined {
  const { $response } = error as SdkError;
  if (!network.proxy || $response?.statusCode !== 407) return undefined;
  return { status: 407, schemes: schemesOf($response.headers?.['proxy-authenticate']) };
}

function readError(error: unknown, sent: boolean, proxy: ProxyTrouble | undefined): StsReply {
  const { name, code, message, $metadata, $response } = error as SdkError;
  if (proxy?.status === 407)
    return { kind: 'failure', reason: 'ProxyRefusal', sent: false, proxy, cause: undefined };
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
    code: name ?? 'UnknownError',
    message: message ?? '',
    status,
    serverDate: Number.isNaN(date.getTime()) ? undefined : date,
  };
}
