/**
 * Chooses the region whose STS is asked. A session works in all regions of its partition, so only the partition
 * matters.
 */
import { AwsMfaError } from '../errors.ts';
import { homeRegion, partitionOfArn, partitionOfRegion } from '../session/partition.ts';
import { type Sourced, sourceName, DEFAULT } from '../source.ts';

export interface ChosenRegion {
  region: Sourced<string>;
  /** Said where a setting had to be passed over: of another partition than the device's, or no region at all. */
  note?: string;
}

/**
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
