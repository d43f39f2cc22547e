/**
 * Chooses where STS and IAM are asked, in the order of the AWS SDKs and tools reference guide ("Service-specific
 * endpoints"), checks an endpoint that the user has set, and names it for messages.
 */
import type { Environment } from '../environment.ts';
import { AwsMfaError } from '../errors.ts';
import { settingOf, type Profile } from '../profiles/profile.ts';
import { isHostOfAws, partitionOfRegion, regionOfIam, serviceUrl } from '../profiles/regions.ts';
import type { SharedFilePaths } from '../shared-files/read-shared-files.ts';
import type { Sections } from '../shared-files/section-values.ts';
import { DEFAULT, type Sourced, sourceName, wholeSource } from '../source.ts';
import type { Target } from './calls.ts';
import { hasStrayPassword, parseUrl, planNetwork, type NetworkPlan } from './network.ts';

type Service = 'sts' | 'iam';

/** Where a service is, with the source of each value. */
export interface ChosenTarget {
  /** Of IAM, which is one service for a whole partition: the partition's home region, which its signatures name. */
  region: Sourced<string>;
  /** Only if the user has set one. */
  endpoint: Sourced<string> | undefined;
  /** Addresses whose cryptography is certified (FIPS 140); not every region has them. */
  fips: Sourced<boolean>;
  /** Addresses that also work over IPv6. */
  dualstack: Sourced<boolean>;
  network: NetworkPlan;
}

export interface TargetSettings {
  /** Of STS. */
  region: Sourced<string>;
  /** The profile that has the keys; undefined if there is no such profile. */
  profile: Profile | undefined;
  /** The config file, which may have a `[services]` section. */
  config: Sections;
  environment: Environment;
}

/** @throws AwsMfaError `configuration` for an endpoint or a proxy that cannot be used */
export function chooseTarget(service: Service, settings: TargetSettings): ChosenTarget {
  const { region, profile, environment } = settings;
  const endpoint = chooseEndpoint(service, settings);
  if (endpoint) checkEndpoint(endpoint);
  // The SDK refuses to make a variant of a configured endpoint.
  const variant = (setting: Sourced<string> | undefined): Sourced<boolean> =>
    setting && !endpoint
      ? { value: isOn(setting), source: setting.source }
      : { value: false, source: DEFAULT };
  const fips = variant(environment.fips ?? settingOf(profile, 'use_fips_endpoint'));
  const dualstack = variant(environment.dualstack ?? settingOf(profile, 'use_dualstack_endpoint'));
  const variants = { fips: fips.value, dualstack: dualstack.value };
  const url = endpoint?.value ?? serviceUrl(service, region.value, variants);
  const value = service === 'iam' ? regionOfIam(partitionOfRegion(region.value)) : region.value;
  return {
    region: { ...region, value },
    endpoint,
    fips,
    dualstack,
    network: planNetwork(url, environment, profile),
  };
}

function chooseEndpoint(
  service: Service,
  { environment, profile, config }: TargetSettings,
): Sourced<string> | undefined {
  const ignored = environment.ignoreEndpoints ?? settingOf(profile, 'ignore_configured_endpoint_urls');
  if (isOn(ignored)) return undefined;
  return (
    (service === 'sts' ? environment.endpoint : environment.iamEndpoint) ??
    servicesEndpoint(service, profile, config) ??
    settingOf(profile, 'endpoint_url')
  );
}

/**
 * The `endpoint_url` below `sts =` or `iam =` in the `[services x]` section that the profile names. The AWS CLI's
 * parser reads the indented lines as one value with line breaks.
 */
function servicesEndpoint(
  service: Service,
  profile: Profile | undefined,
  config: Sections,
): Sourced<string> | undefined {
  const services = settingOf(profile, 'services')?.value;
  const nested = services === undefined ? undefined : config.get(`services ${services}`)?.get(service);
  const line = nested?.split('\n').find((part) => /^endpoint_url\s*=/.test(part));
  const value = line?.slice(line.indexOf('=') + 1).trim();
  const [key, header] = [`${service} endpoint_url`, `services ${services ?? ''}`];
  return value ? { value, source: { kind: 'setting', key, header, file: 'config' } } : undefined;
}

/** As in the AWS CLI: only `true`, in any case. */
function isOn(setting: Sourced<string> | undefined): boolean {
  return setting?.value.toLowerCase() === 'true';
}

/** @throws AwsMfaError `configuration` if it is no URL, or would send the session in plain text */
export function checkEndpoint({ value, source }: Sourced<string>): void {
  const from = sourceName(source);
  const url = parseUrl(value);
  if (!url || !['https:', 'http:'].includes(url.protocol) || hasStrayPassword(url)) {
    throw new AwsMfaError(
      'invalid_setting',
      `${from} is not a valid URL.`,
      'It should look like https://sts.eu-west-1.amazonaws.com',
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new AwsMfaError(
      'insecure_endpoint',
      `${from} is plain http to ${url.hostname}. The session would cross the network unencrypted.`,
      `Use https, or unset ${from}.`,
    );
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/** Whether an endpoint is one of AWS' own. Any other is named in the prompt, because it will receive a code. */
export function isAwsHost(endpoint: string): boolean {
  return isHostOfAws(parseUrl(endpoint)?.hostname ?? '');
}

/** Host and port of an endpoint, without user, password and path, which may be secret. */
export function hostOf(endpoint: string): string {
  return parseUrl(endpoint)?.host ?? endpoint;
}

/** `STS in us-east-1` */
export function endpointName(chosen: ChosenTarget): string {
  return placeName('STS', targetOf(chosen));
}

/** The same of any service: `IAM in us-east-1, FIPS`, or the host of a configured endpoint. */
export function placeName(
  service: string,
  { region, endpoint, fips, dualstack }: Omit<Target, 'network'>,
): string {
  if (endpoint !== undefined) return hostOf(endpoint);
  return `${service} in ${region}${fips ? ', FIPS' : ''}${dualstack ? ', dual-stack' : ''}`;
}

/** The settings that decided, in parentheses; empty if there are none. */
export function endpointSources({ endpoint, fips, dualstack }: ChosenTarget, paths: SharedFilePaths): string {
  const decided = endpoint ? [endpoint] : [fips, dualstack].filter(({ value }) => value);
  return decided.length > 0 ? ` (${decided.map(({ source }) => wholeSource(source, paths)).join(', ')})` : '';
}

/** Where the service is, without the sources of the settings. */
export function targetOf({ region, endpoint, fips, dualstack, network }: ChosenTarget): Target {
  return {
    region: region.value,
    endpoint: endpoint?.value,
    fips: fips.value,
    dualstack: dualstack.value,
    network,
  };
}
