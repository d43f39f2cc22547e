/** What the program says if AWS gives no answer: network, proxy, certificate. */
import { AwsMfaError, type Advice } from '../errors.ts';
import { type Sourced, sourceName } from '../source.ts';
import { shellCommand } from '../text/shell-command.ts';
import type { Failure } from './calls.ts';
import { ENCODING_HINT, proxyName, type NetworkPlan, type Proxy, type ProxyProblem } from './network.ts';

const TIMEOUTS = ['TimeoutError', 'ETIMEDOUT', 'ABORT_ERR'];
const TRANSIENT = [
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN'],
  ...['ENETUNREACH', 'EHOSTUNREACH', 'TimeoutError'],
];
const NOT_FOUND = ['ENOTFOUND', 'EAI_AGAIN'];

/** The code of the error that ends an answer of more than 1 MB. */
export const ANSWER_TOO_LARGE = 'ERR_ANSWER_TOO_LARGE';

/** Whether another attempt spends nothing and may succeed. */
export function isRetryable({ reason, sent, proxy }: Failure): boolean {
  return !sent && (TRANSIENT.includes(reason) || (proxy?.status ?? 0) >= 500);
}

export function isTimeout(reason: string): boolean {
  return TIMEOUTS.includes(reason);
}

/**
 * For a call with a code.
 * @param endpoint `STS in us-east-1`, or the host of a configured endpoint
 */
export function explainSessionFailure(failure: Failure, endpoint: string, network: NetworkPlan): AwsMfaError {
  const { reason, sent, cause } = failure;
  if (!sent) {
    const { message, hint } = explainUnsent(failure, endpoint, network);
    return new AwsMfaError('not_reached', `${message} The code was not sent.`, hint, cause);
  }
  return new AwsMfaError(
    'no_answer',
    `The request went out, but ${endpoint} ${badAnswer(reason)} (${reason}). The code may be spent.`,
    reason === ANSWER_TOO_LARGE
      ? 'Check the endpoint and any proxy on the way, then try again with a new code.'
      : 'Try again with a new code.',
    cause,
  );
}

/** For a call without a code. */
export function explainFailure(failure: Failure, endpoint: string, network: NetworkPlan): AwsMfaError {
  const { reason, sent, proxy, cause } = failure;
  if (!sent || proxy) {
    const { message, hint } = explainUnsent(failure, endpoint, network);
    return new AwsMfaError('not_reached', message, hint, cause);
  }
  return new AwsMfaError(
    'no_answer',
    `${endpoint} ${badAnswer(reason)} (${reason}).`,
    'Try again in a moment; if it stays so, check the endpoint and any proxy on the way.',
    cause,
  );
}

function badAnswer(reason: string): string {
  if (isTimeout(reason)) return 'did not answer in time';
  if (reason === ANSWER_TOO_LARGE) return 'sent an answer of more than 1 MB';
  if (TRANSIENT.includes(reason)) return 'broke the connection off';
  return 'gave an answer that cannot be read';
}

/** Why a request was not sent. */
function explainUnsent(
  { reason, proxy: problem }: Failure,
  endpoint: string,
  { proxy, caBundle }: NetworkPlan,
): Advice {
  if (problem && proxy && (isNoTls(reason) || !isCertificateProblem(reason))) {
    return explainProxyProblem(problem, reason, proxy, endpoint);
  }
  if (isCertificateProblem(reason)) {
    const server = problem && proxy ? `the proxy ${proxyName(proxy)}` : endpoint;
    return explainCertificate(reason, server, caBundle);
  }
  if (NOT_FOUND.includes(reason)) {
    return {
      message: `The address of ${endpoint} could not be found (${reason}).`,
      hint: 'Check the network connection, the region and the endpoint. If only a proxy leads out of here, name it in HTTPS_PROXY.',
    };
  }
  const way = proxy ? ` through the proxy ${proxyName(proxy)}` : '';
  return {
    message: `${endpoint} could not be reached${way} (${reason}).`,
    hint: 'Check the network connection, then try again.',
  };
}

/** The codes of OpenSSL's verification and of the TLS layer, as Node names them. */
export function isCertificateProblem(reason: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|^EPROTO$/.test(reason);
}

/** Whether a server answered the TLS handshake with something else, or not at all. */
function isNoTls(reason: string): boolean {
  return /^(EPROTO|ERR_SSL_.*)$/.test(reason);
}

/**
 * @param server that has the certificate: `STS in us-east-1`
 * @param caBundle the setting that names the trusted certificates; undefined for Node's own list
 */
export function explainCertificate(
  reason: string,
  server: string,
  caBundle: Sourced<string> | undefined,
): Advice {
  const certificate = `The certificate of ${server}`;
  const knower = caBundle ? sourceName(caBundle.source) : 'this machine';
  const trust = (why: string) =>
    caBundle
      ? `Only the authorities in ${caBundle.value} (${knower}) are believed: add that one's certificate to the file, or name another file.`
      : `${why}: \`export AWS_CA_BUNDLE=/path/to/office.pem\``;
  const office = 'Behind an office proxy, name the certificate of the office';
  switch (reason) {
    case 'CERT_HAS_EXPIRED':
      return {
        message: `${certificate} has expired (${reason}).`,
        hint: 'Check the clock of this machine; if it is right, whoever runs that server has to renew the certificate.',
      };
    case 'CERT_NOT_YET_VALID':
      return {
        message: `${certificate} is not good yet (${reason}).`,
        hint: 'Check the clock of this machine.',
      };
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return {
        message: `${certificate} is that of another host (${reason}).`,
        hint: 'Check the endpoint. Does the network want a login in the browser first (a hotel, a train)? Then do that.',
      };
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return {
        message: `${certificate} is signed by itself, and not by an authority (${reason}).`,
        hint: trust('If it is your own server, name its certificate'),
      };
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return {
        message: `${certificate} is signed by an authority that ${knower} does not know (${reason}).`,
        hint: trust(office),
      };
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return {
        message: `${certificate} is signed by an authority that ${knower} does not know, or the server leaves out the certificates that lead to it (${reason}).`,
        hint: trust(office),
      };
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return {
        message: `${server[0]?.toUpperCase() ?? ''}${server.slice(1)} does not speak TLS as it should (${reason}).`,
        hint: 'Check the address and the port; something on the way may answer in its place.',
      };
    default:
      return { message: `${certificate} was not accepted (${reason}).`, hint: trust(office) };
  }
}

/** @param reason the code of the underlying error; @param endpoint what was to be reached */
export function explainProxyProblem(
  { status, schemes }: ProxyProblem,
  reason: string,
  proxy: Sourced<Proxy>,
  endpoint: string,
): Advice {
  const from = sourceName(proxy.source);
  const { name: host } = proxy.value;
  const name = `The proxy ${host} (${from})`;
  if (status === 407) return explainLogin(name, proxy, schemes);
  if (status !== undefined && status >= 500) {
    return {
      message: `${name} could not reach ${endpoint} (HTTP ${status}).`,
      hint: 'Check the region and the endpoint, then try again. If it stays so, ask whoever runs the proxy.',
    };
  }
  if (status !== undefined && status >= 300 && status < 400) {
    return {
      message: `${name} sends us to another page instead of to ${endpoint} (HTTP ${status}).`,
      hint: 'It may want a login in the browser: open any page there and see. Else ask whoever runs the proxy.',
    };
  }
  if (status !== undefined) {
    return {
      message: `${name} does not let ${endpoint} be reached (HTTP ${status}).`,
      hint: 'Ask whoever runs the proxy to allow it. If the direct way is open, name the host in NO_PROXY.',
    };
  }
  if (isNoTls(reason)) {
    return {
      message: `${name} does not speak TLS (${reason}).`,
      hint: `Most proxies are spoken to in plain http, also on the way to https: ${shellCommand('export', `${from}=http://${host}`)}`,
    };
  }
  const hint = `Check the address in ${from}. Where there is no proxy: ${shellCommand('unset', from)}`;
  if (NOT_FOUND.includes(reason))
    return { message: `The address of the proxy ${host} (${from}) could not be found (${reason}).`, hint };
  if (isTimeout(reason)) return { message: `${name} did not answer in time (${reason}).`, hint };
  if (reason === 'HPE_HEADER_OVERFLOW')
    return { message: `${name} answered with a header of more than 16 kB (${reason}).`, hint };
  if (reason === 'ECONNRESET') return { message: `${name} broke the connection off (${reason}).`, hint };
  if (/^E[A-Z]+$/.test(reason)) return { message: `${name} could not be reached (${reason}).`, hint };
  return { message: `${name} did not answer as a proxy does.`, hint };
}

/** For HTTP 407. @param schemes that the proxy offers; empty if it offers nothing that can be read */
function explainLogin(name: string, { value, source }: Sourced<Proxy>, schemes: readonly string[]): Advice {
  const from = sourceName(source);
  if (schemes.length > 0 && !schemes.includes('basic')) {
    return {
      message: `${name} wants to know who you are by ${schemes.join(' or ')} only (HTTP 407).`,
      hint: `aws-mfa speaks Basic. A small proxy on this machine can speak the other (px, cntlm): point ${from} to it.`,
    };
  }
  return value.authorization === undefined
    ? {
        message: `${name} wants a user and a password (HTTP 407).`,
        hint: `Put them into ${from}: http://USER:PASSWORD@${value.name}. ${ENCODING_HINT}`,
      }
    : {
        message: `${name} did not accept the user and the password (HTTP 407).`,
        hint: `Correct them in ${from}. ${ENCODING_HINT}`,
      };
}
