/** The partitions of AWS: their regions, and where the services of a region are. */

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
