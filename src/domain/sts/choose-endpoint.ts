/**
 * Which of a service's addresses is asked: one of the person's own, or a variant of AWS' own. The order is that of the
 * AWS SDKs and tools reference guide, "Service-specific endpoints": the service's variable, the common one, the
 * service in the profile's `[services]`, the profile's `endpoint_url`.
 */
import type { Environment } from '../environment.ts';
import { settingOf, type Profile, type Sections } from '../profiles/profile.ts';
import { firstGiven, type Source, type Sourced } from '../sourced.ts';

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

const OFF: Sourced<boolean> = { value: false, from: 'default' };

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
  const from = `${service} endpoint_url of [services ${services ?? ''}]`;
  return value ? { value, from, file: 'config' } : undefined;
}

function switched(setting: Sourced<string> | undefined): Sourced<boolean> {
  const source: Source = setting ?? { from: 'default' };
  return { ...source, value: isOn(setting) };
}

/** As the AWS CLI has it: `true`, in any case, and nothing else. */
function isOn(setting: Sourced<string> | undefined): boolean {
  return setting?.value.toLowerCase() === 'true';
}
