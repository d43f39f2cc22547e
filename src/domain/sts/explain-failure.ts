/** Why STS could not be asked, in the person's terms. */
import { AwsMfaError } from '../../errors.ts';

export interface Failure {
  /** The code of the error underneath: `ECONNREFUSED`, `ENOTFOUND`, `CERT_HAS_EXPIRED`, … */
  reason: string;
  /** Whether the request, and the code in it, can have reached STS. */
  sent: boolean;
  cause: unknown;
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

/** True where another attempt spends nothing and may well succeed. */
export function isRetryable({ reason, sent }: Failure): boolean {
  return !sent && TRANSIENT.includes(reason);
}

/** @param endpoint `STS in us-east-1`, or the host of an endpoint of the person's own */
export function explainFailure(failure: Failure, endpoint: string): AwsMfaError {
  const [what, remedy] = failure.sent
    ? afterSending(failure.reason, endpoint)
    : beforeSending(failure.reason, endpoint);
  return new AwsMfaError('unreachable', what, remedy, failure.cause);
}

function afterSending(reason: string, endpoint: string): [what: string, remedy: string] {
  const how =
    reason === 'TimeoutError' || reason === 'ETIMEDOUT'
      ? 'did not answer in time'
      : TRANSIENT.includes(reason)
        ? 'broke the connection off'
        : 'gave an answer that cannot be read';
  return [
    `The request went out, but ${endpoint} ${how} (${reason}). The code may be spent.`,
    'Try again with a new code.',
  ];
}

function beforeSending(reason: string, endpoint: string): [what: string, remedy: string] {
  const unspent = 'The code was not sent.';
  if (reason === 'ENOTFOUND' || reason === 'EAI_AGAIN') {
    return [
      `The address of ${endpoint} could not be found (${reason}). ${unspent}`,
      'Check the network connection, the region and the endpoint.',
    ];
  }
  if (isCertificateTrouble(reason)) {
    return [
      `The certificate of ${endpoint} was not accepted (${reason}). ${unspent}`,
      'Behind an inspecting proxy, name its certificate: `NODE_EXTRA_CA_CERTS=/path/to/ca.pem aws-mfa login`',
    ];
  }
  return [
    `${endpoint} could not be reached (${reason}). ${unspent}`,
    'Check the network connection, then try again.',
  ];
}

/** The codes of OpenSSL's verification and of the TLS layer, as Node names them. */
function isCertificateTrouble(reason: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|^EPROTO$/.test(reason);
}
