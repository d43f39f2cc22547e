/**
 * Chooses the region and the endpoint of a service, in the order of the AWS SDKs and tools reference guide
 * ("Service-specific endpoints"), and checks one that the person has set.
 */
import type { Environment } from '../environment.ts';
import { settingOf, type Profile } from '../profiles/profile.ts';
import type { Sections } from '../shared-files/section-values.ts';
import { firstGiven, type Sourced, sourceName, DEFAULT } from '../source.ts';
import { AwsMfaError } from '../errors.ts';
import { hasStrayPassword } from './network.ts';
import { homeRegion, partitionOfArn, partitionOfRegion } from '../session/partition.ts';

export interface ChosenEndpoint {
  /** Only where the person has set one. */
  endpoint: Sourced<string> | undefined;
  /** Addresses whose cryptography is certified (FIPS 140), which not every region has. */
  fips: Sourced<boolean>;
  /** Addresses that are reached over IPv6, too. */
  dualstack: Sourced<boolean>;
}

export type Service = 'sts' | 'iam';

/** @param profile the base; @param config where its `[services]` stand */
export function chooseEndpoint(
  service: Service,
  environment: Environment,
  profile: Profile | undefined,
  config: Sections,
): ChosenEndpoint {
  const isIgnored = isOn(
    environment.ignoreEndpoints ?? settingOf(profile, 'ignore_configured_endpoint_urls'),
  );
  const endpoint = isIgnored
    ? undefined
    : firstGiven(
        service === 'sts' ? environment.endpoint : environment.iamEndpoint,
        servicesEndpoint(service, profile, config),
        settingOf(profile, 'endpoint_url'),
      );
  // An address of the person's own is taken as it stands; the SDK refuses to make a variant of it.
  if (endpoint) return { endpoint, fips: OFF, dualstack: OFF };
  return {
    endpoint,
    fips: switched(environment.fips ?? settingOf(profile, 'use_fips_endpoint')),
    dualstack: switched(environment.dualstack ?? settingOf(profile, 'use_dualstack_endpoint')),
  };
}

const OFF: Sourced<boolean> = { value: false, source: DEFAULT };

/**
 * The `endpoint_url` below `sts =` or `iam =` in the `[services x]` that the profile names. The AWS CLI's reader takes
 * the indented lines for one value, a line each.
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

function switched(setting: Sourced<string> | undefined): Sourced<boolean> {
  return { value: isOn(setting), source: setting?.source ?? DEFAULT };
}

/** As the AWS CLI has it: `true`, in any case, and nothing else. */
function isOn(setting: Sourced<string> | undefined): boolean {
  return setting?.value.toLowerCase() === 'true';
}

/**
 * Refuses what would carry the session in clear, or is no address at all.
 * @throws AwsMfaError `configuration`
 */
export function checkEndpoint({ value, source }: Sourced<string>): void {
  const from = sourceName(source);
  const url = parseUrl(value);
  if (!url || !['https:', 'http:'].includes(url.protocol) || hasStrayPassword(url)) {
    throw new AwsMfaError(
      'invalid_setting',
      `${from} is not the address of a server.`,
      'It should look like https://sts.eu-west-1.amazonaws.com',
    );
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    throw new AwsMfaError(
      'insecure_endpoint',
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

export interface ChosenRegion {
  region: Sourced<string>;
  /** Said where a setting had to be passed over: of another partition than the device's, or no region at all. */
  note?: string;
}

/**
 * The region whose STS is asked. A session works in all regions of its partition, so only the partition matters.
 *
 * @param flag `--region`; @param settings the other candidates, first given first
 * @throws AwsMfaError `usage` where the flag names a region of another partition than the device, or no region
 */
export function chooseRegion(
  flag: Sourced<string> | undefined,
  settings: readonly (Sourced<string> | undefined)[],
  serialNumber: string,
): ChosenRegion {
  const partition = partitionOfArn(serialNumber);
  const fits = (region: Sourced<string>) =>
    partition === undefined || partitionOfRegion(region.value) === partition;
  const fallback: Sourced<string> = {
    value: homeRegion(partition),
    source: partition ? { kind: 'derived', by: 'partition' } : DEFAULT,
  };
  if (flag) {
    if (!isRegion(flag.value))
      throw new AwsMfaError(
        'invalid_value',
        '--region: that is not the name of a region.',
        `For example: --region ${fallback.value}`,
      );
    if (fits(flag)) return { region: flag };
    throw new AwsMfaError(
      'invalid_value',
      `--region ${flag.value} is in the partition ${partitionOfRegion(flag.value)}, the MFA device in ${partition ?? ''}.`,
      `Leave --region out, or name a region of that partition: --region ${fallback.value}`,
    );
  }
  const set = settings.filter((candidate) => candidate !== undefined);
  const region = set.find((candidate) => isRegion(candidate.value) && fits(candidate)) ?? fallback;
  const [first] = set;
  if (!first || first === region) return { region };
  const why = isRegion(first.value)
    ? `is ${first.value}, but the MFA device is in the partition ${partition ?? ''}`
    : 'is not the name of a region';
  return { region, note: `${sourceName(first.source)} ${why}; asking ${region.value}.` };
}

/** The name becomes a part of a host name, so nothing else may stand in it. */
export function isRegion(name: string): boolean {
  return /^[a-z]{2,}(-[a-z]+)*-\d+$/.test(name);
}
