/** Why STS could not be asked, in the person's terms. */
import { AwsMfaError } from '../../errors.ts';
import { explainProxyTrouble, isNoTls, type ProxyTrouble } from '../network/explain-proxy-trouble.ts';
import { proxyName, type NetworkPlan } from '../network/network-plan.ts';
import { explainCertificate, isCertificateTrouble } from './explain-certificate.ts';

export interface Failure {
  /** The code of the error underneath: `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`, … */
  reason: string;
  /** Whether the request, and the code in it, can have reached STS. */
  sent: boolean;
  cause: unknown;
  /** Where it is a proxy, and not what lies behind it, that is the trouble. */
  proxy?: ProxyTrouble;
}

const TRANSIENT = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'TimeoutError',
];

/** The server went on sending until nobody listened any longer. */
const TOO_LARGE = 'ERR_ANSWER_TOO_LARGE';

/** True where another attempt spends nothing and may well succeed. */
export function isRetryable({ reason, sent, proxy }: Failure): boolean {
  return !sent && (TRANSIENT.includes(reason) || (proxy?.status ?? 0) >= 500);
}

/**
 * @param endpoint `STS in us-east-1`, or the host of an endpoint of the person's own
 * @param network the way that was taken
 */
export function explainFailure(failure: Failure, endpoint: string, network: NetworkPlan): AwsMfaError {
  const [what, remedy] = failure.sent
    ? afterSending(failure.reason, endpoint)
    : unspent(beforeSending(failure, endpoint, network));
  return new AwsMfaError('unreachable', what, remedy, failure.cause);
}

function afterSending(reason: string, endpoint: string): [what: string, remedy: string] {
  return [
    `The request went out, but ${endpoint} ${howItAnswered(reason)} (${reason}). The code may be spent.`,
    reason === TOO_LARGE
      ? 'Check the endpoint and any proxy on the way, then try again with a new code.'
      : 'Try again with a new code.',
  ];
}

/** Whether a time was over. */
export function isLate(reason: string): boolean {
  return reason === 'TimeoutError' || reason === 'ETIMEDOUT';
}

/** What a server did that had been sent a request. */
export function howItAnswered(reason: string): string {
  if (isLate(reason)) return 'did not answer in time';
  if (reason === TOO_LARGE) return 'sent an answer of more than 1 MB';
  if (TRANSIENT.includes(reason)) return 'broke the connection off';
  return 'gave an answer that cannot be read';
}

function unspent([what, remedy]: [what: string, remedy: string]): [what: string, remedy: string] {
  return [`${what} The code was not sent.`, remedy];
}

/** What kept a request from being sent, or a question that spends nothing from being answered. */
export function beforeSending(
  { reason, proxy: trouble }: Failure,
  endpoint: string,
  { proxy, caBundle }: NetworkPlan,
): [what: string, remedy: string] {
  if (trouble && proxy && (isNoTls(reason) || !isCertificateTrouble(reason))) {
    return explainProxyTrouble(trouble, reason, proxy, endpoint);
  }
  if (isCertificateTrouble(reason)) {
    const server = trouble && proxy ? `the proxy ${proxyName(proxy)}` : endpoint;
    return explainCertificate(reason, server, caBundle);
  }
  if (reason === 'ENOTFOUND' || reason === 'EAI_AGAIN') {
    return [
      `The address of ${endpoint} could not be found (${reason}).`,
      'Check the network connection, the region and the endpoint. If only a proxy leads out of here, name it in HTTPS_PROXY.',
    ];
  }
  const way = proxy ? ` through the proxy ${proxyName(proxy)}` : '';
  return [
    `${endpoint} could not be reached${way} (${reason}).`,
    'Check the network connection, then try again.',
  ];
}
