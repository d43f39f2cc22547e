/** The address that decides the proxy is the one that the SDK calls. */
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { serviceUrl } from '../../src/profiles/regions.ts';

const VARIANTS = [false, true].flatMap((fips) => [false, true].map((dualstack) => ({ fips, dualstack })));

describe.each(VARIANTS)('STS, %j', ({ fips, dualstack }) => {
  it.each([
    ...['us-east-1', 'eu-west-1', 'ap-southeast-7', 'cn-north-1', 'cn-northwest-1', 'us-gov-west-1'],
    ...['eusc-de-east-1', 'us-iso-east-1', 'us-isob-east-1', 'eu-isoe-west-1', 'us-isof-south-1'],
  ])('%s', (region) => {
    const { endpointProvider } = new STSClient({ region }).config;
    const settings = { Region: region, UseFIPS: fips, UseDualStack: dualstack, UseGlobalEndpoint: false };
    expect(serviceUrl('sts', region, { fips, dualstack })).toBe(endpointProvider(settings).url.origin);
  });
});

it.each(VARIANTS)('IAM in the commercial partition, %j, as far as its domain', ({ fips, dualstack }) => {
  const { endpointProvider } = new IAMClient({ region: 'us-east-1' }).config;
  const { host } = endpointProvider({ Region: 'us-east-1', UseFIPS: fips, UseDualStack: dualstack }).url;
  const mine = new URL(serviceUrl('iam', 'eu-west-1', { fips, dualstack })).host;
  expect(host.replace('.global.', '.')).toBe(mine);
});
