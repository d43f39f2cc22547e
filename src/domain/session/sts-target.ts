/** Where STS is for a plan: for the call, and for people. */
import type { NetworkPlan } from '../network/network-plan.ts';
import type { SharedFilePaths } from '../profiles/shared-file-paths.ts';
import { wholeSource } from '../sourced.ts';
import type { ChosenEndpoint } from '../sts/choose-endpoint.ts';
import { hostOf } from '../sts/sts-endpoint.ts';
import type { SessionPlan } from './plan-session.ts';

/** Where STS is, as the SDK wants to know it. */
export interface StsTarget {
  region: string;
  /** Only where the person has set one. */
  endpoint: string | undefined;
  fips: boolean;
  dualstack: boolean;
  network: NetworkPlan;
}

/** Where STS is asked, as people would say it. */
export function endpointName(plan: SessionPlan): string {
  return placeName('STS', targetOf(plan));
}

/** The same of any service: `IAM in us-east-1, FIPS`, or the host of an endpoint of the person's own. */
export function placeName(
  service: string,
  { region, endpoint, fips, dualstack }: Omit<StsTarget, 'network'>,
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
  return decided.length > 0 ? ` (${decided.map((source) => wholeSource(source, paths)).join(', ')})` : '';
}

/** Where STS is, for the call. */
export function targetOf({ region, endpoint, fips, dualstack, network }: SessionPlan): StsTarget {
  return {
    region: region.value,
    endpoint: endpoint?.value,
    fips: fips.value,
    dualstack: dualstack.value,
    network,
  };
}
