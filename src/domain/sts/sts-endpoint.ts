/** Where STS is asked when the person has set an endpoint: a compatible server, a VPC endpoint, a test. */
import { AwsMfaError } from '../../errors.ts';
import { hasStrayPassword } from '../network/stray-password.ts';
import type { Sourced } from '../sourced.ts';

/**
 * Refuses what would carry the session in clear, or is no address at all.
 * @throws AwsMfaError `configuration`
 */
export function checkEndpoint({ value, from }: Sourced<string>): void {
  const url = parseUrl(value);
  if (!url || !['https:', 'http:'].includes(url.protocol) || hasStrayPassword(url)) {
    throw new AwsMfaError(
      'configuration',
      `${from} is not the address of a server.`,
      'It should look like https://sts.eu-west-1.amazonaws.com',
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new AwsMfaError(
      'configuration',
      `${from} is plain http to ${url.hostname}: the session would cross the network in clear.`,
      `Use https, or unset ${from}.`,
    );
  }
}

/** True for AWS' own hosts; any other is named in the prompt, for a code is about to go there. */
export function isAwsHost(endpoint: string): boolean {
  const host = parseUrl(endpoint)?.hostname ?? '';
  return /(^|\.)(amazonaws\.(com(\.cn)?|eu)|api\.aws|api\.amazonwebservices\.(com\.cn|eu)|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov|api\.aws\.(hci\.)?ic\.gov|api\.aws\.scloud|api\.cloud-aws\.adc-e\.uk)$/.test(
    host,
  );
}

/** Host and port of an endpoint, without user, password and path, which may be secret. */
export function hostOf(endpoint: string): string {
  return parseUrl(endpoint)?.host ?? endpoint;
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
