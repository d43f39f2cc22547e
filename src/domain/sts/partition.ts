/** AWS' partitions: which one a region or a device belongs to, and where to call STS when only the device is known. */

const PARTITIONS = [
  { name: 'aws-cn', regions: /^cn-/, home: 'cn-northwest-1' },
  { name: 'aws-us-gov', regions: /^us-gov-/, home: 'us-gov-west-1' },
  { name: 'aws-eusc', regions: /^eusc-/, home: 'eusc-de-east-1' },
  { name: 'aws-iso', regions: /^us-iso-/, home: 'us-iso-east-1' },
  { name: 'aws-iso-b', regions: /^us-isob-/, home: 'us-isob-east-1' },
  { name: 'aws-iso-e', regions: /^eu-isoe-/, home: 'eu-isoe-west-1' },
  { name: 'aws-iso-f', regions: /^us-isof-/, home: 'us-isof-south-1' },
] as const;

const COMMERCIAL = { name: 'aws', home: 'us-east-1' };

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
