/** Where the services are that tell whose keys these are, and what decided that: for `--debug`. */
import { networkLines } from '../network/network-plan.ts';
import type { SharedFilePaths } from '../profiles/shared-file-paths.ts';
import { endpointSources, placeName } from '../session/sts-target.ts';
import { wholeSource, type Sourced } from '../sourced.ts';
import type { ServiceTarget } from '../sts/service-target.ts';

export function serviceLines(
  region: Sourced<string>,
  services: Readonly<Record<string, ServiceTarget>>,
  paths: SharedFilePaths,
): string[] {
  const line = ([name, { target, chosen }]: [name: string, place: ServiceTarget]) =>
    [
      `${name}: ${placeName(name, target)}${endpointSources(chosen, paths)}`,
      ...networkLines(target.network, paths),
    ].join(', ');
  return [`region: ${region.value} (${wholeSource(region, paths)})`, ...Object.entries(services).map(line)];
}
