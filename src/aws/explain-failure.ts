/** Explains why STS could not be asked, certificates included. */
import { AwsMfaError } from '../errors.ts';
import type { Failure } from './calls.ts';
import { explainProxyProblem, isNoTls } from './explain-proxy.ts';
import { proxyName, type NetworkPlan } from './network.ts';
import { type Sourced, sourceName } from '../source.ts';

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
  return new AwsMfaError(failure.sent ? 'no_answer' : 'not_reached', what, remedy, failure.cause);
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
  { reason, proxy: problem }: Failure,
  endpoint: string,
  { proxy, caBundle }: NetworkPlan,
): [what: string, remedy: string] {
  if (problem && proxy && (isNoTls(reason) || !isCertificateProblem(reason))) {
    return explainProxyProblem(problem, reason, proxy, endpoint);
  }
  if (isCertificateProblem(reason)) {
    const server = problem && proxy ? `the proxy ${proxyName(proxy)}` : endpoint;
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

/** The codes of OpenSSL's verification and of the TLS layer, as Node names them. */
export function isCertificateProblem(reason: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|^EPROTO$/.test(reason);
}

/**
 * @param server whose certificate it is: `STS in us-east-1`
 * @param caBundle the file that says whom to believe, where one is set
 */
export function explainCertificate(
  reason: string,
  server: string,
  caBundle: Sourced<string> | undefined,
): [what: string, remedy: string] {
  const certificate = `The certificate of ${server}`;
  switch (reason) {
    case 'CERT_HAS_EXPIRED':
      return [
        `${certificate} has expired (${reason}).`,
        'Check the clock of this machine; if it is right, whoever runs that server has to renew the certificate.',
      ];
    case 'CERT_NOT_YET_VALID':
      return [`${certificate} is not good yet (${reason}).`, 'Check the clock of this machine.'];
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return [
        `${certificate} is that of another host (${reason}).`,
        'Check the endpoint. Does the network want a login in the browser first (a hotel, a train)? Then do that.',
      ];
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return [
        `${certificate} is signed by itself, and not by an authority (${reason}).`,
        remedyFor(caBundle, 'If it is your own server, name its certificate'),
      ];
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return [
        `${certificate} is signed by an authority that ${knower(caBundle)} does not know (${reason}).`,
        remedyFor(caBundle, 'Behind an office proxy, name the certificate of the office'),
      ];
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return [
        `${certificate} is signed by an authority that ${knower(caBundle)} does not know, or the server leaves out the certificates that lead to it (${reason}).`,
        remedyFor(caBundle, 'Behind an office proxy, name the certificate of the office'),
      ];
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return [
        `${server[0]?.toUpperCase() ?? ''}${server.slice(1)} does not speak TLS as it should (${reason}).`,
        'Check the address and the port; something on the way may answer in its place.',
      ];
    default:
      return [
        `${certificate} was not accepted (${reason}).`,
        remedyFor(caBundle, 'Behind an office proxy, name the certificate of the office'),
      ];
  }
}

function knower(caBundle: Sourced<string> | undefined): string {
  return caBundle ? sourceName(caBundle.source) : 'this machine';
}

function remedyFor(caBundle: Sourced<string> | undefined, why: string): string {
  return caBundle
    ? `Only the authorities in ${caBundle.value} (${sourceName(caBundle.source)}) are believed: add that one's certificate to the file, or name another file.`
    : `${why}: \`export AWS_CA_BUNDLE=/path/to/office.pem\``;
}
