/**
 * Plans the way to AWS: which proxy a request goes through, which hosts NO_PROXY exempts, and which certificates are
 * trusted.
 */
import type { Environment } from '../environment.ts';
import { AwsMfaError } from '../errors.ts';
import { settingOf, type Profile } from '../profiles/profile.ts';
import type { SharedFilePaths } from '../shared-files/read-shared-files.ts';
import { type Sourced, sourceName, wholeSource } from '../source.ts';

export interface NetworkPlan {
  proxy?: Sourced<Proxy>;
  /** Path of a PEM file with the only trusted certificates; unset for Node's own list. */
  caBundle?: Sourced<string>;
  /** The certificates in that file, once it has been read. */
  ca?: string;
  /** Says which setting was ignored. */
  note?: string;
}

/** The address of a proxy. */
export interface Proxy {
  /** Without user and password. */
  url: string;
  /** `host:port`: the only part that is ever shown. */
  name: string;
  /** The value of the header `Proxy-Authorization`; undefined if the address has no user. */
  authorization: string | undefined;
}

/** What is known if the proxy, not the server, is the problem. */
export interface ProxyProblem {
  /** Its answer to CONNECT; unset if it gave none that can be read. */
  status?: number;
  /** The authentication schemes that it offers (HTTP 407), in lower case. */
  schemes: string[];
}

/** Whether the proxy wants a login, or another one. tinyproxy answers 401 to a wrong password. */
export function wantsLogin(problem: ProxyProblem | undefined): boolean {
  return problem?.status === 407 || problem?.status === 401;
}

/** @param target the URL to be called; @throws AwsMfaError `configuration` */
export function planNetwork(
  target: string,
  environment: Environment,
  base: Profile | undefined,
): NetworkPlan {
  // In the AWS CLI's order.
  const caBundle = environment.caBundle ?? settingOf(base, 'ca_bundle') ?? environment.requestsCaBundle;
  return { ...chooseProxy(target, environment.proxies), ...(caBundle && { caBundle }) };
}

/** The proxy and the certificates, a line each, with the source of each; empty if neither is set. */
export function networkLines({ proxy, caBundle }: NetworkPlan, paths: SharedFilePaths): string[] {
  return [
    ...(proxy ? [`proxy: ${proxyName(proxy)}`] : []),
    ...(caBundle ? [`certificates: ${caBundle.value} (${wholeSource(caBundle.source, paths)})`] : []),
  ];
}

/** `proxy.example.com:8080 (HTTPS_PROXY)` */
export function proxyName({ value, source }: Sourced<Proxy>): string {
  return `${value.name} (${sourceName(source)})`;
}

/** @param header `Proxy-Authenticate`; @returns its schemes in lower case */
export function schemesOf(header: string | string[] = []): string[] {
  const offers = [header].flat().flatMap((text) => text.split(','));
  return offers
    .map((offer) => /^\s*([a-z]+)(?![a-z]*\s*=)/i.exec(offer)?.[1]?.toLowerCase() ?? '')
    .filter(Boolean);
}

/**
 * The scheme of the target decides which variable counts. If that one is not set, `ALL_PROXY` does, unless it names a
 * kind of proxy that the AWS CLI does not support either.
 * @throws AwsMfaError `configuration` if the variable is not the address of a proxy
 */
export function chooseProxy(
  target: string,
  settings: Environment['proxies'],
): Pick<NetworkPlan, 'proxy' | 'note'> {
  const url = new URL(target);
  const specific = url.protocol === 'https:' ? settings.https : settings.http;
  const set = specific ?? settings.all;
  if (!set || (settings.none && isExempt(url, settings.none.value))) return {};
  const isOtherKind = /^[a-z][a-z0-9+.-]*:\/\//i.test(set.value) && !/^https?:/i.test(set.value);
  if (!specific && isOtherKind) {
    return {
      note: `${sourceName(set.source)} is ignored because it is not an http or https proxy. The AWS CLI ignores it, too.`,
    };
  }
  return { proxy: { value: readProxy(set), source: set.source } };
}

/**
 * `*` alone exempts every host. Otherwise a list of names, separated by commas or blanks: a name covers itself and its
 * subdomains, with or without a leading dot; an address covers itself. Where curl and the AWS CLI differ, both forms
 * work: `::1` and `[::1]`, and a port after a name. A `*` within a name or a range of addresses has no meaning.
 */
export function isExempt(target: URL, noProxy: string): boolean {
  if (noProxy.trim() === '*') return true;
  const host = withoutBrackets(target.hostname).replace(/\.$/, '');
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  // `0.0.1` is not a parent domain of `127.0.0.1`.
  const isAddress = host.includes(':') || /^[\d.]+$/.test(host);
  return noProxy.split(/[\s,]+/).some((text) => {
    const entry = text.toLowerCase();
    const [, named = entry, onlyPort = port] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
    const name = withoutBrackets(named).replace(/^\./, '').replace(/\.$/, '');
    if (name === '' || onlyPort !== port) return false;
    return host === name || (!isAddress && host.endsWith(`.${name}`));
  });
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

/** For a hint. */
export const ENCODING_HINT =
  'Percent-encode special characters in the user name and password: @ is %40, : is %3A, / is %2F, # is %23.';

/**
 * Parses `http://user:password@host:port`. Without a scheme it is http, as in curl and the AWS CLI.
 * @throws AwsMfaError `configuration`; the error names the variable and never repeats its value
 */
export function readProxy({ value, source }: Sourced<string>): Proxy {
  const address = value.startsWith('//') ? `http:${value}` : value;
  const url = parseUrl(address.includes('://') ? address : `http://${address}`);
  if (!url || !['http:', 'https:'].includes(url.protocol) || hasStrayPassword(url)) {
    throw new AwsMfaError(
      'invalid_setting',
      `${sourceName(source)} is not the address of an http or https proxy.`,
      `It should look like http://proxy.example.com:8080. ${ENCODING_HINT}`,
    );
  }
  const name = `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;
  const { username, password } = url;
  const authorization = username || password ? basic(`${username}:${password}`) : undefined;
  return { url: `${url.protocol}//${name}`, name, authorization };
}

/** Decodes bytes, not UTF-8: a password may have been encoded in another way. A lone `%` stays as it is. */
function basic(login: string): string {
  const decoded = login.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return `Basic ${btoa(decoded)}`;
}

export function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/**
 * Whether an address holds a password that was not percent-encoded: a `/`, `?` or `#` in it ends the host too early. What
 * looks like host and port is user and password then, and must not be shown.
 */
export function hasStrayPassword({ pathname, search, hash }: URL): boolean {
  return `${pathname}${search}${hash}`.includes('@');
}
