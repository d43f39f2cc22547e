/** Chooses the region whose STS is asked. */
import { AwsMfaError } from '../errors.ts';
import { homeRegion, partitionOfArn, partitionOfRegion } from '../profiles/partitions.ts';
import { DEFAULT, type Sourced, sourceName } from '../source.ts';

/** A region becomes part of a host name, so only the form of AWS' names is accepted. */
export function isRegion(name: string): boolean {
  return /^[a-z]{2,}(-[a-z]+)*-\d+$/.test(name);
}

/**
 * The region whose STS is asked. A session works in every region of its partition, so only the partition matters.
 *
 * @param flag `--region`; @param settings the other candidates, in order of precedence
 * @returns `note` if a setting was ignored: it is no region, or of another partition than the device
 * @throws AwsMfaError `usage` if the flag is no region, or of another partition than the device
 */
export function chooseRegion(
  flag: Sourced<string> | undefined,
  settings: readonly (Sourced<string> | undefined)[],
  serialNumber: string,
): { region: Sourced<string>; note?: string } {
  const partition = partitionOfArn(serialNumber);
  const fits = ({ value }: Sourced<string>) =>
    isRegion(value) && (partition === undefined || partitionOfRegion(value) === partition);
  const fallback: Sourced<string> = {
    value: homeRegion(partition),
    source: partition ? { kind: 'derived', by: 'partition' } : DEFAULT,
  };
  if (flag && fits(flag)) return { region: flag };
  if (flag) {
    if (!isRegion(flag.value))
      throw new AwsMfaError('invalid_value', `--region must be a region such as ${fallback.value}.`);
    throw new AwsMfaError(
      'invalid_value',
      `--region ${flag.value} is in the partition ${partitionOfRegion(flag.value)}, but the MFA device is in ${partition ?? ''}.`,
      `Omit --region, or name a region of the device's partition: \`--region ${fallback.value}\``,
    );
  }
  const set = settings.filter((candidate) => candidate !== undefined);
  const region = set.find(fits) ?? fallback;
  const [first] = set;
  if (!first || first === region) return { region };
  const why = isRegion(first.value)
    ? `is ${first.value}, but the MFA device is in the partition ${partition ?? ''}`
    : 'is not the name of a region';
  return { region, note: `${sourceName(first.source)} ${why}. Using ${region.value}.` };
}
