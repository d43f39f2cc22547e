/** Where a service is for the keys of a base, ahead of any plan. */
import type { Environment } from '../environment.ts';
import { planNetwork } from '../network/network-plan.ts';
import type { Profile, Sections } from '../profiles/profile.ts';
import type { StsTarget } from '../session/sts-target.ts';
import { chooseEndpoint, type Service } from './choose-endpoint.ts';
import { homeRegion, partitionOfRegion, serviceUrl } from './partition.ts';
import { checkEndpoint } from './sts-endpoint.ts';

/**
 * @param region that of STS; IAM is one service for a whole partition, and signatures name its region
 * @throws AwsMfaError `configuration` for an endpoint that keys must not be shown to, or a proxy that is none
 */
export function serviceTarget(
  service: Service,
  region: string,
  profile: Profile | undefined,
  config: Sections,
  environment: Environment,
): StsTarget {
  const { endpoint, fips, dualstack } = chooseEndpoint(service, environment, profile, config);
  if (endpoint) checkEndpoint(endpoint);
  const variant = { fips: fips.value, dualstack: dualstack.value };
  const url = endpoint?.value ?? serviceUrl(service, region, variant);
  return {
    region: service === 'iam' ? homeRegion(partitionOfRegion(region)) : region,
    endpoint: endpoint?.value,
    ...variant,
    network: planNetwork(url, environment, profile),
  };
}
