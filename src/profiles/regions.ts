/** AWS' partitions and their regions: where the services of a region are, and which region's STS is asked. */
import { AwsMfaError } from '../errors.ts';
import { DEFAULT, type Sourced, sourceName } from '../source.ts';

type Row = [name: string, regions: RegExp, home: string, domain: string, dualstack: string];

const ROWS: Row[] = [
  ['aws-cn', /^cn-/, 'cn-northwest-1', 'amazonaws.com.cn', 'api.amazonwebservices.com.cn'],
  ['aws-us-gov', /^us-gov-/, 'us-gov-west-1', 'amazonaws.com', 'api.aws'],
  ['aws-eusc', /^eusc-/, 'eusc-de-east-1', 'amazonaws.eu', 'api.amazonwebservices.eu'],
  ['aws-iso', /^us-iso-/, 'us-iso-east-1', 'c2s.ic.gov', 'api.aws.ic.gov'],
  ['aws-iso-b', /^us-isob-/, 'us-isob-east-1', 'sc2s.sgov.gov', 'api.aws.scloud'],
  ['aws-iso-e', /^eu-isoe-/, 'eu-isoe-west-1', 'cloud.adc-e.uk', 'api.cloud-aws.adc-e.uk'],
  ['aws-iso-f', /^us-isof-/, 'us-isof-south-1', 'csp.hci.ic.gov', 'api.aws.hci.ic.gov'],
];
const PARTITIONS = ROWS.map(([name, regions, home, domain, dualstack]) => ({
  name,
  regions,
  home,
  domain,
  dualstack,
}));

const COMMERCIAL = { name: 'aws', home: 'us-east-1', domain: 'amazonaws.com', dualstack: 'api.aws' };

function partitionWith(region: string) {
  return PARTITIONS.find(({ regions }) => regions.test(region)) ?? COMMERCIAL;
}

/** The partition of a region. An unknown region is taken for a new commercial one. */
export function partitionOfRegion(region: string): string {
  return partitionWith(region).name;
}

/** The partition in an ARN; undefined for an unknown one, and for the serial number of a hardware device. */
export function partitionOfArn(serialNumber: string): string | undefined {
  const named = /^arn:([a-z-]+):/.exec(serialNumber)?.[1];
  return [COMMERCIAL, ...PARTITIONS].find(({ name }) => name === named)?.name;
}

/** The region that answers STS calls for a partition when no setting names one. */
export function homeRegion(partition: string | undefined): string {
  return PARTITIONS.find(({ name }) => name === partition)?.home ?? COMMERCIAL.home;
}

/** The region that signatures for IAM name; only in China it is another one than for STS (the SDK's rules for IAM). */
export function regionOfIam(partition: string): string {
  return partition === 'aws-cn' ? 'cn-north-1' : homeRegion(partition);
}

/**
 * Where a service of a region is. The proxy is chosen by it before the SDK is loaded. Equal to the SDK's URL for STS;
 * for IAM equal up to the first labels of some hosts, which no `NO_PROXY` tells apart.
 */
export function serviceUrl(
  service: 'sts' | 'iam',
  region: string,
  { fips, dualstack }: { fips: boolean; dualstack: boolean },
): string {
  const partition = partitionWith(region);
  // GovCloud's ordinary endpoints are FIPS endpoints.
  const isFips = fips && (partition.name !== 'aws-us-gov' || dualstack);
  const place = service === 'iam' && partition === COMMERCIAL ? '' : `.${region}`;
  return `https://${service}${isFips ? '-fips' : ''}${place}.${dualstack ? partition.dualstack : partition.domain}`;
}

/** Whether a host is one of AWS' own. */
export function isHostOfAws(host: string): boolean {
  const domains = [COMMERCIAL, ...PARTITIONS].flatMap(({ domain, dualstack }) => [domain, dualstack]);
  return domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

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
