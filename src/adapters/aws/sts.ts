/**
 * STS, by the AWS SDK: one call, one request, never a retry, for a code is accepted once and the SDK's retries
 * would send it twice. What went wrong comes back as a value, with the one fact that decides what may be done
 * next: whether anything can have reached STS.
 */
import { GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { connections, type Connections } from './connections.ts';
import { rehearseCall } from './rehearse-call.ts';

/** Where STS is. */
export interface StsTarget {
  region: string;
  /** Only where the person has set one; else the SDK knows the region's own. */
  endpoint: string | undefined;
}

/** What every call to AWS is made with. */
export interface SignedCall extends StsTarget {
  keys: { accessKeyId: string; secretAccessKey: string };
  /** Milliseconds to add to this machine's clock when signing. */
  clockOffset: number;
  signal: AbortSignal;
}

export interface GetSessionTokenCall extends SignedCall {
  serialNumber: string;
  tokenCode: string;
  durationSeconds: number;
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
  | { kind: 'failure'; reason: string; sent: boolean; cause: unknown };

export interface StsTimeouts {
  /** Milliseconds to reach the server. */
  connect: number;
  /** Milliseconds from then on to the end of the answer. */
  answer: number;
}

export const TIMEOUTS: StsTimeouts = { connect: 10_000, answer: 30_000 };

export interface Sts {
  /** Makes the first call as quick as a second one would be. Nothing is signed or sent. */
  warmUp(): Promise<void>;
  /** Opens a connection for a call that is about to come. Nothing is sent on it. */
  connect(target: StsTarget): void;
  /** Calls GetSessionToken once. Never rejects. */
  getSessionToken(call: GetSessionTokenCall): Promise<StsReply>;
}

export function createSts(timeouts = TIMEOUTS): Sts {
  const lines = connections();
  return {
    warmUp: () => rehearseCall(NOTHING_AMBIENT),
    connect: (target) => lines.openAhead(addressOf(target)),
    getSessionToken: (call) => getSessionToken(call, lines, timeouts),
  };
}

/** The SDK's own rules, asked for the address alone. */
function addressOf({ region, endpoint }: StsTarget): URL {
  if (endpoint) return new URL(endpoint);
  const rules = new STSClient({ region, ...NOTHING_AMBIENT }).config.endpointProvider;
  return rules({ Region: region, UseFIPS: false, UseDualStack: false, UseGlobalEndpoint: false }).url;
}

async function getSessionToken(
  call: GetSessionTokenCall,
  lines: Connections,
  timeouts: StsTimeouts,
): Promise<StsReply> {
  const begun = lines.begun();
  const client = new STSClient(clientSettings(call, lines, timeouts));
  const command = new GetSessionTokenCommand({
    SerialNumber: call.serialNumber,
    TokenCode: call.tokenCode,
    DurationSeconds: call.durationSeconds,
  });
  // The handler's own time limit ends with the answer's headers; a body that trickles in would be waited for.
  const patience = AbortSignal.timeout(timeouts.connect + timeouts.answer);
  try {
    const abortSignal = AbortSignal.any([call.signal, patience]);
    const { Credentials: given } = await client.send(command, { abortSignal });
    return {
      kind: 'answer',
      accessKeyId: given?.AccessKeyId,
      secretAccessKey: given?.SecretAccessKey,
      sessionToken: given?.SessionToken,
      expiration: given?.Expiration,
    };
  } catch (error) {
    return readError(patience.aborted ? patience.reason : error, lines.begun() > begun);
  } finally {
    client.destroy();
  }
}

/** Every setting is explicit, so that the SDK reads no environment and no file of its own. */
const NOTHING_AMBIENT = {
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

/** All that a client of the SDK is told, whichever service it is for. */
export function clientSettings(call: SignedCall, lines: Connections, timeouts: StsTimeouts) {
  return {
    ...NOTHING_AMBIENT,
    region: call.region,
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
  };
}

/** What the SDK attaches to an error that came from the service. */
interface SdkError {
  name?: string;
  code?: string;
  message?: string;
  $metadata?: { httpStatusCode?: number };
  $response?: { statusCode?: number; headers?: Record<string, string> };
}

/** What went wrong, as a value. */
export function readError(error: unknown, sent: boolean): Exclude<StsReply, { kind: 'answer' }> {
  const { name, code, message, $metadata, $response } = error as SdkError;
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  if (status === undefined || status < 300) {
    // What is wrong with an answer is told with pieces of the answer, which may be those of a session.
    const cause = $response ? undefined : error;
    return { kind: 'failure', reason: code ?? name ?? 'Error', sent, cause };
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
