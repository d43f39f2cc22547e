/** Where a service is for the keys of a base, ahead of any plan. */
import type { Environment } from '../environment.ts';
import { planNetwork } from '../network/network-plan.ts';
import type { Profile, Sections } from '../profiles/profile.ts';
import type { StsTarget } from '../session/sts-target.ts';
import type { Sourced } from '../sourced.ts';
import { chooseEndpoint, type ChosenEndpoint, type Service } from './choose-endpoint.ts';
import { homeRegion, partitionOfRegion, serviceUrl } from './partition.ts';
import { checkEndpoint } from './sts-endpoint.ts';

export interface ServiceTarget {
  target: StsTarget;
  /** The same with where each part came from. */
  chosen: ChosenEndpoint;
}

/**
 * @param region that of STS; IAM is one service for a whole partition, and signatures name its region
 * @throws AwsMfaError `configuration` for an endpoint that keys must not be shown to, or a proxy that is none
 */
export function serviceTarget(
  service: Service,
  region: Sourced<string>,
  profile: Profile | undefined,
  config: Sections,
  environment: Environment,
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
