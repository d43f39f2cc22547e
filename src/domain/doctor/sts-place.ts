/** Where STS is asked, whether or not there is all that a login needs. */
import type { Environment } from '../environment.ts';
import { settingOf, type SharedFiles } from '../profiles/profile.ts';
import { endpointName, placeName, targetOf, type StsTarget } from '../session/sts-target.ts';
import type { Sourced } from '../sourced.ts';
import { chooseRegion } from '../sts/choose-region.ts';
import { serviceUrl } from '../sts/partition.ts';
import { serviceTarget } from '../sts/service-target.ts';
import type { ExaminedProfiles } from './examine-profiles.ts';

export interface StsPlace {
  target: StsTarget;
  url: string;
  /** As people would say it. */
  name: string;
}

/**
 * @param region `--region`
 * @throws AwsMfaError `usage`, `configuration` as a login would
 */
export function stsPlace(
  { plan, base, device, profiles }: ExaminedProfiles,
  region: Sourced<string> | undefined,
  { config }: SharedFiles,
  environment: Environment,
): StsPlace {
  if (plan) return placeOf(targetOf(plan), endpointName(plan));
  const profile = profiles.get(base?.name ?? 'default');
  const settings = [environment.region, settingOf(profile, 'region')];
  const chosen = chooseRegion(region, settings, device?.value ?? '').region;
  const { target } = serviceTarget('sts', chosen, profile, config, environment);
  return placeOf(target, placeName('STS', target));
}

function placeOf(target: StsTarget, name: string): StsPlace {
  return { target, url: target.endpoint ?? serviceUrl('sts', target.region, target), name };
}
