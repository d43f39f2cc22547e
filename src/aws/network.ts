/**
 * Plans the way to AWS: which proxy a request goes through, which hosts NO_PROXY exempts, and whose certificates are
 * accepted.
 */
import type { Environment, ProxySettings } from '../environment.ts';
import { settingOf, type Profile } from '../profiles/profile.ts';
import type { SharedFilePaths } from '../shared-files/read-shared-files.ts';
import { firstGiven, wholeSource, type Sourced, sourceName } from '../source.ts';
import { AwsMfaError } from '../errors.ts';

export interface NetworkPlan {
  proxy?: Sourced<Proxy>;
  /** Path of a file in PEM. What is in it is believed, and nothing else. */
  caBundle?: Sourced<string>;
  /** Said where a setting is passed over. */
  note?: string;
}

/**
 * @param target the address that will be asked
 * @throws AwsMfaError `configuration`
 */
export function planNetwork(
  target: string,
  environment: Environment,
  base: Profile | undefined,
): NetworkPlan {
  const caBundle = chooseCaBundle(environment, base);
  return { ...chooseProxy(target, environment.proxies), ...(caBundle && { caBundle }) };
}

/** Where each of it came from, a line each; nothing where nothing is set. */
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

/** The way from this machine to AWS. */
export interface Network {
  proxy?: {
    /** Without user and password. */
    url: string;
    /** What the header `Proxy-Authorization` says, where the proxy wants a user. */
    authorization: string | undefined;
  };
  /** Certificates in PEM that are believed in the place of Node's own list. */
  ca?: string;
}

/** The ways to say who one is that a proxy offers, in lower case. @param header `Proxy-Authenticate`, as it came */
export function schemesOf(header: string | string[] = []): string[] {
  const offers = [header].flat().flatMap((text) => text.split(','));
  return offers
    .map((offer) => /^\s*([a-z]+)(?![a-z]*\s*=)/i.exec(offer)?.[1]?.toLowerCase() ?? '')
    .filter(Boolean);
}

/** What a proxy had to say where it, and not what lies behind it, is the problem. */
export interface ProxyProblem {
  /** Its answer to CONNECT; nothing where it gave none, or none that can be read. */
  status?: number;
  /** The ways to say who one is that it offers (HTTP 407), in lower case. */
  schemes: string[];
}

export interface ChosenProxy {
  proxy?: Sourced<Proxy>;
  /** Said where a setting is passed over. */
  note?: string;
}

/**
 * The scheme of the target decides which variable counts; `ALL_PROXY` stands in for one that is not set, unless it
 * names a kind of proxy that the AWS CLI does not know either.
 * @param target the address that is asked
 * @throws AwsMfaError `configuration` where the variable holds no address
 */
export function chooseProxy(target: string, settings: ProxySettings): ChosenProxy {
  const url = new URL(target);
  const specific = url.protocol === 'https:' ? settings.https : settings.http;
  const set = specific ?? settings.all;
  if (!set || (settings.none && isExempt(url, settings.none.value))) return {};
  if (!specific && isOtherKind(set.value)) {
    return {
      note: `${sourceName(set.source)} is not an http or https proxy, and is passed over; the AWS CLI does so, too.`,
    };
  }
  return { proxy: { value: readProxy(set), source: set.source } };
}

/**
 * `*` alone stands for every host. Else names, parted by commas or blanks: a name covers itself and what lies below it,
 * with or without a dot in front; an address covers itself. Where curl and the AWS CLI differ, either's way will do:
 * `::1` and `[::1]`, and a port behind a name. Neither a `*` within a name nor a range of addresses means anything.
 */
export function isExempt(target: URL, noProxy: string): boolean {
  if (noProxy.trim() === '*') return true;
  const host = withoutBrackets(target.hostname).replace(/\.$/, '');
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  return noProxy.split(/[\s,]+/).some((entry) => covers(entry.toLowerCase(), host, port));
}

function covers(entry: string, host: string, port: string): boolean {
  const [, named = entry, onlyPort = port] = /^(\[[^\]]*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
  const name = withoutBrackets(named).replace(/^\./, '').replace(/\.$/, '');
  if (name === '' || onlyPort !== port) return false;
  return host === name || (!isAddress(host) && host.endsWith(`.${name}`));
}

function withoutBrackets(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

/** `0.0.1` is no domain above `127.0.0.1`. */
function isAddress(host: string): boolean {
  return host.includes(':') || /^[\d.]+$/.test(host);
}

/** Which file says whose certificates are believed, in the AWS CLI's order; nothing: then Node's own list counts. */
function chooseCaBundle(
  { caBundle, requestsCaBundle }: Environment,
  base: Profile | undefined,
): Sourced<string> | undefined {
  return firstGiven(caBundle, settingOf(base, 'ca_bundle'), requestsCaBundle);
}

/** The address of a proxy, with its user and password apart from what is shown. */
export interface Proxy {
  /** Without user and password. */
  url: string;
  /** `host:port`: all of it that is ever shown. */
  name: string;
  /** What the header `Proxy-Authorization` says, where a user is given. */
  authorization: string | undefined;
}

/**
 * Parses `http://user:password@host:port`; without a scheme it is taken for http, as curl and the AWS CLI take it. The
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
function isOtherKind(value: string): boolean {
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
