/** The address of STS in every partition and variant, by the SDK's rules. */
import { expect, it } from 'vitest';
import { stsAddress } from '../../src/aws/sts.ts';

it.each([
  ['us-east-1', 'sts.us-east-1.amazonaws.com', 'sts-fips.us-east-1.amazonaws.com', 'sts.us-east-1.api.aws'],
  [
    'cn-northwest-1',
    'sts.cn-northwest-1.amazonaws.com.cn',
    'sts-fips.cn-northwest-1.amazonaws.com.cn',
    'sts.cn-northwest-1.api.amazonwebservices.com.cn',
  ],
  [
    'us-gov-west-1',
    'sts.us-gov-west-1.amazonaws.com',
    'sts.us-gov-west-1.amazonaws.com',
    'sts.us-gov-west-1.api.aws',
  ],
  [
    'eusc-de-east-1',
    'sts.eusc-de-east-1.amazonaws.eu',
    'sts-fips.eusc-de-east-1.amazonaws.eu',
    'sts.eusc-de-east-1.api.amazonwebservices.eu',
  ],
  [
    'us-iso-east-1',
    'sts.us-iso-east-1.c2s.ic.gov',
    'sts-fips.us-iso-east-1.c2s.ic.gov',
    'sts.us-iso-east-1.api.aws.ic.gov',
  ],
  [
    'us-isob-east-1',
    'sts.us-isob-east-1.sc2s.sgov.gov',
    'sts-fips.us-isob-east-1.sc2s.sgov.gov',
    'sts.us-isob-east-1.api.aws.scloud',
  ],
  [
    'eu-isoe-west-1',
    'sts.eu-isoe-west-1.cloud.adc-e.uk',
    'sts-fips.eu-isoe-west-1.cloud.adc-e.uk',
    'sts.eu-isoe-west-1.api.cloud-aws.adc-e.uk',
  ],
  [
    'us-isof-south-1',
    'sts.us-isof-south-1.csp.hci.ic.gov',
    'sts-fips.us-isof-south-1.csp.hci.ic.gov',
    'sts.us-isof-south-1.api.aws.hci.ic.gov',
  ],
])('%s', (region, plain, fips, dualstack) => {
  const host = (variant: { fips: boolean; dualstack: boolean }) => {
    const { protocol, hostname } = stsAddress({ region, endpoint: undefined, ...variant });
    expect(protocol).toBe('https:');
    return hostname;
  };
  expect(host({ fips: false, dualstack: false })).toBe(plain);
  expect(host({ fips: true, dualstack: false })).toBe(fips);
  expect(host({ fips: false, dualstack: true })).toBe(dualstack);
});

it('an address of the person is taken as it stands', () => {
  const target = {
    region: 'us-east-1',
    endpoint: 'https://sts.example:8443/x',
    fips: false,
    dualstack: false,
  };
  expect(stsAddress(target).href).toBe('https://sts.example:8443/x');
});
