/** What went wrong with a call, as a value: a refusal of AWS, or no answer that can be read. */
import type { Connections } from './connections.ts';
import { ANSWER_TOO_LARGE } from './limited-handler.ts';
import { schemesOf, type Network, type ProxyTrouble } from './network.ts';

export type CallError =
  /** AWS answered with an error. `code` is `UnknownError` where the body was not AWS' own. */
  | { kind: 'refusal'; code: string; message: string; status: number; serverDate: Date | undefined }
  /** No answer, or one that cannot be read. */
  | { kind: 'failure'; reason: string; sent: boolean; cause: unknown; proxy?: ProxyTrouble };

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
  lines: Connections,
): CallError {
  const proxy = refusalOfProxy(error, target) ?? (sent ? undefined : lines.proxyTrouble());
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
function refusalOfProxy(error: unknown, { network }: { network: Network }): ProxyTrouble | undefined {
  const { $response } = error as SdkError;
  if (!network.proxy || $response?.statusCode !== 407) return undefined;
  return { status: 407, schemes: schemesOf($response.headers?.['proxy-authenticate']) };
}
