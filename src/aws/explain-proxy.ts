/** Explains why a proxy did not let a request through. Nothing was sent to AWS then. */
import { shellCommand } from '../text/shell-command.ts';
import { type Sourced, sourceName } from '../source.ts';
import { type ProxyProblem, ENCODING_HINT, type Proxy } from './network.ts';

const LATE = ['TimeoutError', 'ETIMEDOUT', 'ABORT_ERR'];

/** @param reason the code of the error underneath; @param endpoint what was to be reached */
export function explainProxyProblem(
  { status, schemes }: ProxyProblem,
  reason: string,
  proxy: Sourced<Proxy>,
  endpoint: string,
): [what: string, remedy: string] {
  const { value, source } = proxy;
  const from = sourceName(source);
  const name = `The proxy ${value.name} (${from})`;
  if (status === 407) return [`${name} ${unwelcome(proxy, schemes)} (HTTP 407).`, identify(proxy, schemes)];
  if (status !== undefined && status >= 500) {
    return [
      `${name} could not reach ${endpoint} (HTTP ${status}).`,
      'Check the region and the endpoint, then try again. If it stays so, ask whoever runs the proxy.',
    ];
  }
  if (status !== undefined && status >= 300 && status < 400) {
    return [
      `${name} sends us to another page instead of to ${endpoint} (HTTP ${status}).`,
      'It may want a login in the browser: open any page there and see. Else ask whoever runs the proxy.',
    ];
  }
  if (status !== undefined) {
    return [
      `${name} does not let ${endpoint} be reached (HTTP ${status}).`,
      'Ask whoever runs the proxy to allow it. If the direct way is open, name the host in NO_PROXY.',
    ];
  }
  if (isNoTls(reason)) {
    return [
      `${name} does not speak TLS (${reason}).`,
      `Most proxies are spoken to in plain http, also on the way to https: ${shellCommand('export', `${from}=http://${value.name}`)}`,
    ];
  }
  const check = `Check the address in ${from}. Where there is no proxy: ${shellCommand('unset', from)}`;
  if (reason === 'ENOTFOUND' || reason === 'EAI_AGAIN')
    return [`The address of the proxy ${value.name} (${from}) could not be found (${reason}).`, check];
  if (LATE.includes(reason)) return [`${name} did not answer in time (${reason}).`, check];
  if (reason === 'HPE_HEADER_OVERFLOW')
    return [`${name} answered with a header of more than 16 kB (${reason}).`, check];
  if (reason === 'ECONNRESET') return [`${name} broke the connection off (${reason}).`, check];
  if (/^E[A-Z]+$/.test(reason)) return [`${name} could not be reached (${reason}).`, check];
  return [`${name} did not answer as a proxy does.`, check];
}

/** Whether it was spoken to in TLS and answered in something else, or not at all. */
export function isNoTls(reason: string): boolean {
  return /^(EPROTO|ERR_SSL_.*)$/.test(reason);
}

function unwelcome({ value }: Sourced<Proxy>, schemes: string[]): string {
  if (!takesPassword(schemes)) return `wants to know who you are by ${schemes.join(' or ')} only`;
  return value.authorization === undefined
    ? 'wants a user and a password'
    : 'did not accept the user and the password';
}

function identify({ value, source }: Sourced<Proxy>, schemes: string[]): string {
  const from = sourceName(source);
  if (!takesPassword(schemes)) {
    return `aws-mfa speaks Basic. A small proxy on this machine can speak the other (px, cntlm): point ${from} to it.`;
  }
  return value.authorization === undefined
    ? `Put them into ${from}: http://USER:PASSWORD@${value.name}. ${ENCODING_HINT}`
    : `Correct them in ${from}. ${ENCODING_HINT}`;
}

/** A proxy that offers nothing that can be read is given the benefit of the doubt. */
function takesPassword(schemes: string[]): boolean {
  return schemes.length === 0 || schemes.includes('basic');
}
