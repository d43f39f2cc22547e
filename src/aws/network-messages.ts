/** What the program says if AWS gives no answer: network, proxy, certificate. */
import { AwsMfaError, type Advice } from '../errors.ts';
import { type Sourced, sourceName } from '../source.ts';
import { shellCommand } from '../text/shell-command.ts';
import type { Failure } from './calls.ts';
import {
  ENCODING_HINT,
  proxyName,
  wantsLogin,
  type NetworkPlan,
  type Proxy,
  type ProxyProblem,
} from './network.ts';

const TIMEOUTS = ['TimeoutError', 'ETIMEDOUT', 'ABORT_ERR'];
const TRANSIENT = [
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN'],
  ...['ENETUNREACH', 'EHOSTUNREACH', 'TimeoutError'],
];
const NOT_FOUND = ['ENOTFOUND', 'EAI_AGAIN'];

/** The code of the error that ends an answer of more than 1 MB. */
export const ANSWER_TOO_LARGE = 'ERR_ANSWER_TOO_LARGE';

/** Whether it may be gone at the next attempt. */
export function isTransient(reason: string): boolean {
  return TRANSIENT.includes(reason);
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
    `The request was sent, but ${endpoint} ${badAnswer(reason)} (${reason}). The code may have been used.`,
    reason === ANSWER_TOO_LARGE
      ? 'Check the endpoint and any proxy, then try again with a new code.'
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
    'Try again in a moment. If it keeps failing, check the endpoint and any proxy.',
    cause,
  );
}

function badAnswer(reason: string): string {
  if (isTimeout(reason)) return 'did not answer in time';
  if (reason === ANSWER_TOO_LARGE) return 'sent an answer of more than 1 MB';
  if (TRANSIENT.includes(reason)) return 'closed the connection';
  return 'sent an answer that cannot be read';
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
      message: `The host name of ${endpoint} could not be resolved (${reason}).`,
      hint: 'Check the network connection, the region and the endpoint. If the network requires a proxy, set HTTPS_PROXY.',
    };
  }
  const why = proxy ? ` through the proxy ${proxyName(proxy)}: ${reason}` : ` (${reason})`;
  return {
    message: `${endpoint} could not be reached${why}.`,
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
  const trust = (owner: string) =>
    caBundle
      ? `Only the certificates in ${caBundle.value} (${sourceName(caBundle.source)}) are trusted. Add the missing one to the file, or name another file.`
      : `${owner}, tell aws-mfa to trust its certificate:\n${shellCommand('export', 'AWS_CA_BUNDLE=/path/to/certificate.pem')}`;
  switch (reason) {
    case 'CERT_HAS_EXPIRED':
    case 'CERT_NOT_YET_VALID':
      return {
        message: `${certificate} ${reason === 'CERT_HAS_EXPIRED' ? 'has expired' : 'is not valid yet'} (${reason}).`,
        hint: "Check this machine's clock. If it is right, the owner of the server must replace the certificate.",
      };
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return {
        message: `${certificate} is for another host (${reason}).`,
        hint: 'Check the endpoint. If the Wi-Fi has a login page (hotel, train), open it in a browser first.',
      };
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return {
        message: `${certificate} is self-signed (${reason}).`,
        hint: trust('If this is your own server'),
      };
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
      return {
        message: `The TLS handshake with ${server} failed (${reason}).`,
        hint: 'Check the host and the port. Another server, or a proxy, may be answering there.',
      };
    default: {
      const isUntrusted = /^(SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*)$/.test(reason);
      const what = isUntrusted ? 'is signed by an authority that is not trusted' : 'could not be verified';
      return {
        message: `${certificate} ${what} (${reason}).`,
        hint: trust('If your company inspects TLS traffic'),
      };
    }
  }
}

/** @param reason the code of the underlying error; @param endpoint the destination */
export function explainProxyProblem(
  problem: ProxyProblem,
  reason: string,
  proxy: Sourced<Proxy>,
  endpoint: string,
): Advice {
  const { status } = problem;
  const from = sourceName(proxy.source);
  const { name: host } = proxy.value;
  const name = `The proxy ${host} (${from})`;
  if (wantsLogin(problem)) return explainLogin(name, proxy, problem);
  if (status !== undefined && status >= 500) {
    return {
      message: `${name} could not reach ${endpoint} (HTTP ${status}).`,
      hint: 'Check the region and the endpoint, then try again. If it keeps failing, ask your network administrator.',
    };
  }
  if (status !== undefined && status >= 300 && status < 400) {
    return {
      message: `${name} redirects to another page instead of connecting to ${endpoint} (HTTP ${status}).`,
      hint: 'It may have a login page: open any web page in a browser. Otherwise ask your network administrator.',
    };
  }
  if (status !== undefined) {
    return {
      message: `${name} does not allow connections to ${endpoint} (HTTP ${status}).`,
      hint: 'Ask your network administrator to allow it. If it works without the proxy, add the host to NO_PROXY.',
    };
  }
  if (isNoTls(reason)) {
    return {
      message: `${name} does not speak TLS (${reason}).`,
      hint: `Most proxies expect plain http, also for https requests:\n${shellCommand('export', `${from}=http://${host}`)}`,
    };
  }
  const hint = `Check the address in ${from}. If there is no proxy:\n${shellCommand('unset', from)}`;
  if (NOT_FOUND.includes(reason))
    return {
      message: `The host name of the proxy ${host} (${from}) could not be resolved (${reason}).`,
      hint,
    };
  if (isTimeout(reason)) return { message: `${name} did not answer in time (${reason}).`, hint };
  if (reason === 'ECONNRESET') return { message: `${name} closed the connection (${reason}).`, hint };
  if (/^E[A-Z]+$/.test(reason)) return { message: `${name} could not be reached (${reason}).`, hint };
  return { message: `${name} did not answer like a proxy (${reason}).`, hint };
}

function explainLogin(
  name: string,
  { value, source }: Sourced<Proxy>,
  { status = 407, schemes }: ProxyProblem,
): Advice {
  const from = sourceName(source);
  if (schemes.length > 0 && !schemes.includes('basic')) {
    return {
      message: `${name} accepts only ${schemes.join(' or ')} authentication (HTTP ${status}).`,
      hint: `aws-mfa supports only Basic. Run a local proxy that supports the other (px, cntlm), and set ${from} to it.`,
    };
  }
  return value.authorization === undefined
    ? {
        message: `${name} requires a user name and a password (HTTP ${status}).`,
        hint: `Add them to ${from}: http://USER:PASSWORD@${value.name}. ${ENCODING_HINT}`,
      }
    : {
        message: `${name} rejected the user name or the password (HTTP ${status}).`,
        hint: `Correct them in ${from}. ${ENCODING_HINT}`,
      };
}
