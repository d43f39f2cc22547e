/** AWS' partitions: which one a region or a device belongs to, and where to call STS when only the device is known. */

const PARTITIONS = [
  { name: 'aws-cn', regions: /^cn-/, home: 'cn-northwest-1', domain: 'amazonaws.com.cn' },
  { name: 'aws-us-gov', regions: /^us-gov-/, home: 'us-gov-west-1', domain: 'amazonaws.com' },
  { name: 'aws-eusc', regions: /^eusc-/, home: 'eusc-de-east-1', domain: 'amazonaws.eu' },
  { name: 'aws-iso', regions: /^us-iso-/, home: 'us-iso-east-1', domain: 'c2s.ic.gov' },
  { name: 'aws-iso-b', regions: /^us-isob-/, home: 'us-isob-east-1', domain: 'sc2s.sgov.gov' },
  { name: 'aws-iso-e', regions: /^eu-isoe-/, home: 'eu-isoe-west-1', domain: 'cloud.adc-e.uk' },
  { name: 'aws-iso-f', regions: /^us-isof-/, home: 'us-isof-south-1', domain: 'csp.hci.ic.gov' },
] as const;

const COMMERCIAL = { name: 'aws', home: 'us-east-1', domain: 'amazonaws.com' };

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

/** Where a region's STS is; the SDK comes to the same, but is not at hand when a proxy is chosen. */
export function stsUrl(region: string): string {
  const { domain } = PARTITIONS.find(({ regions }) => regions.test(region)) ?? COMMERCIAL;
  return `https://sts.${region}.${domain}`;
}
