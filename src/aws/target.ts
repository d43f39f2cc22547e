/** Where a service is asked for a plan: the target of the call, and its name in messages. */
import type { Target } from './calls.ts';
import { planNetwork, type NetworkPlan } from './network.ts';
import type { SharedFilePaths } from '../shared-files/read-shared-files.ts';
import { wholeSource, type Sourced } from '../source.ts';
import { type ChosenEndpoint, hostOf, chooseEndpoint, type Service, checkEndpoint } from './endpoint.ts';
import type { Environment } from '../environment.ts';
import type { Profile } from '../profiles/profile.ts';
import type { Sections } from '../shared-files/section-values.ts';
import { homeRegion, partitionOfRegion, serviceUrl } from '../session/partition.ts';

/** Where STS is, and what each part of it was chosen by. */
export interface ChosenTarget extends ChosenEndpoint {
  region: Sourced<string>;
  network: NetworkPlan;
}

/** Where STS is asked, as people would say it. */
export function endpointName(chosen: ChosenTarget): string {
  return placeName('STS', targetOf(chosen));
}

/** The same of any service: `IAM in us-east-1, FIPS`, or the host of an endpoint of the person's own. */
export function placeName(
  service: string,
  { region, endpoint, fips, dualstack }: Omit<Target, 'network'>,
): string {
  if (endpoint !== undefined) return hostOf(endpoint);
  return `${service} in ${region}${fips ? ', FIPS' : ''}${dualstack ? ', dual-stack' : ''}`;
}

/** The settings that decided, in brackets; nothing where none did. */
export function endpointSources(
  { endpoint, fips, dualstack }: ChosenEndpoint,
  paths: SharedFilePaths,
): string {
  const decided = endpoint ? [endpoint] : [fips, dualstack].filter(({ value }) => value);
  return decided.length > 0 ? ` (${decided.map(({ source }) => wholeSource(source, paths)).join(', ')})` : '';
}

/** Where STS is, for the call. */
export function targetOf({ region, endpoint, fips, dualstack, network }: ChosenTarget): Target {
  return {
    region: region.value,
    endpoint: endpoint?.value,
    fips: fips.value,
    dualstack: dualstack.value,
    network,
  };
}

/** Where a service is for the keys of a base, ahead of any plan. */
export interface ServiceTarget {
  target: Target;
  /** The same with where each part came from. */
  chosen: ChosenEndpoint;
}

/** What decides where a service is. */
export interface ServiceSettings {
  /** That of STS: IAM is one service for a whole partition, and signatures name its region. */
  region: Sourced<string>;
  /** Of the keys; undefined if there is no such profile. */
  profile: Profile | undefined;
  config: Sections;
  environment: Environment;
}

/**
 * @throws AwsMfaError `configuration` for an endpoint that keys must not be shown to, or a proxy that is none
 */
export function serviceTarget(
  service: Service,
  { region, profile, config, environment }: ServiceSettings,
): ServiceTarget {
  const chosen = chooseEndpoint(service, environment, profile, config);
  const { endpoint, fips, dualstack } = chosen;
  if (endpoint) checkEndpoint(endpoint);
  const variant = { fips: fips.value, dualstack: dualstack.value };
  const url = endpoint?.value ?? serviceUrl(service, region.value, variant);
  const target = {
    region: service === 'iam' ? homeRegion(partitionOfRegion(region.value)) : region.value,
    endpoint: endpoint?.value,
    ...variant,
    network: planNetwork(url, environment, profile),
  };
  return { target, chosen };
}
