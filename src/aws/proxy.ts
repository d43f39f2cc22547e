/** Parses the address of a proxy, and keeps its user and password apart from what is shown. */
import { AwsMfaError } from '../errors.ts';
import { type Sourced, sourceName } from '../source.ts';

export interface Proxy {
  /** Without user and password. */
  url: string;
  /** `host:port`: all of it that is ever shown. */
  name: string;
  /** What the header `Proxy-Authorization` says, where a user is given. */
  authorization: string | undefined;
}

/**
 * `http://user:password@host:port`; without a scheme it is taken for http, as curl and the AWS CLI take it. The
 * error names the variable and never repeats what stands in it.
 * @throws AwsMfaError `configuration`
 */
export function readProxy({ value, source }: Sourced<string>): Proxy {
  const url = parseUrl(withScheme(value));
  if (!url || !['http:', 'https:'].includes(url.protocol) || hasStrayPassword(url)) {
    throw new AwsMfaError(
      'invalid_setting',
      `${sourceName(source)} is not the address of an http or https proxy.`,
      `It should look like http://proxy.example.com:8080. ${ENCODING_HINT}`,
    );
  }
  const name = `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;
  const authorization = url.username || url.password ? basic(url.username, url.password) : undefined;
  return { url: `${url.protocol}//${name}`, name, authorization };
}

/** How a user and a password have to be written into an address. */
export const ENCODING_HINT =
  'In a user or password, signs such as @ : / # are percent-encoded: @ is %40, : is %3A, / is %2F, # is %23.';

/** Whether an address has a scheme of another kind of proxy: `socks5://…`. */
export function isOtherKind(value: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(value) && !/^https?:/i.test(value);
}

function withScheme(value: string): string {
  if (value.startsWith('//')) return `http:${value}`;
  return value.includes('://') ? value : `http://${value}`;
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** Bytes, not words: a password may have been encoded as something else than UTF-8. A lone `%` stands for itself. */
function basic(user: string, password: string): string {
  const decoded = `${user}:${password}`.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return `Basic ${btoa(decoded)}`;
}

/**
 * Whether an address holds a password that was not percent-encoded: a `/`, `?` or `#` in it ends the host ahead of its time.
 * What looks like host and port is user and password then, and must not be shown.
 */
export function hasStrayPassword({ pathname, search, hash }: URL): boolean {
  return `${pathname}${search}${hash}`.includes('@');
}
