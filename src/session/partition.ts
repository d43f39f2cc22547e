/** The partitions of AWS: which one a region or a device belongs to, its home region, and its hosts. */

const PARTITIONS = [
  {
    name: 'aws-cn',
    regions: /^cn-/,
    home: 'cn-northwest-1',
    domain: 'amazonaws.com.cn',
    dualstack: 'api.amazonwebservices.com.cn',
  },
  {
    name: 'aws-us-gov',
    regions: /^us-gov-/,
    home: 'us-gov-west-1',
    domain: 'amazonaws.com',
    dualstack: 'api.aws',
  },
  {
    name: 'aws-eusc',
    regions: /^eusc-/,
    home: 'eusc-de-east-1',
    domain: 'amazonaws.eu',
    dualstack: 'api.amazonwebservices.eu',
  },
  {
    name: 'aws-iso',
    regions: /^us-iso-/,
    home: 'us-iso-east-1',
    domain: 'c2s.ic.gov',
    dualstack: 'api.aws.ic.gov',
  },
  {
    name: 'aws-iso-b',
    regions: /^us-isob-/,
    home: 'us-isob-east-1',
    domain: 'sc2s.sgov.gov',
    dualstack: 'api.aws.scloud',
  },
  {
    name: 'aws-iso-e',
    regions: /^eu-isoe-/,
    home: 'eu-isoe-west-1',
    domain: 'cloud.adc-e.uk',
    dualstack: 'api.cloud-aws.adc-e.uk',
  },
  {
    name: 'aws-iso-f',
    regions: /^us-isof-/,
    home: 'us-isof-south-1',
    domain: 'csp.hci.ic.gov',
    dualstack: 'api.aws.hci.ic.gov',
  },
] as const;

const COMMERCIAL = { name: 'aws', home: 'us-east-1', domain: 'amazonaws.com', dualstack: 'api.aws' };

/** The partition of a region; a region nobody has heard of is taken for a new commercial one. */
export function partitionOfRegion(region: string): string {
  return PARTITIONS.find((partition) => partition.regions.test(region))?.name ?? COMMERCIAL.name;
}

/** The partition in an ARN; nothing for one nobody has heard of, nor for a hardware serial number, which has none. */
export function partitionOfArn(serialNumber: string): string | undefined {
  const named = /^arn:([a-z-]+):/.exec(serialNumber)?.[1];
  return [COMMERCIAL, ...PARTITIONS].find(({ name }) => name === named)?.name;
}

/** The region that answers STS calls for a partition when no setting names one. */
export function homeRegion(partition: string | undefined): string {
  return PARTITIONS.find(({ name }) => name === partition)?.home ?? COMMERCIAL.home;
}

/**
 * Where a service of a region is, ahead of the SDK, which is not at hand when a proxy is chosen: of STS to the letter,
 * of IAM up to the first words of some hosts, which no `NO_PROXY` tells apart.
 */
export function serviceUrl(
  service: 'sts' | 'iam',
  region: string,
  { fips, dualstack }: { fips: boolean; dualstack: boolean },
): string {
  const partition = PARTITIONS.find(({ regions }) => regions.test(region)) ?? COMMERCIAL;
  // GovCloud's ordinary endpoints are FIPS endpoints.
  const isFips = fips && (partition.name !== 'aws-us-gov' || dualstack);
  const place = service === 'iam' && partition === COMMERCIAL ? '' : `.${region}`;
  return `https://${service}${isFips ? '-fips' : ''}${place}.${dualstack ? partition.dualstack : partition.domain}`;
}
