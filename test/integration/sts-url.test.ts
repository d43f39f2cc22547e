/** The address that a proxy is chosen for is the one that the SDK asks. */
import { STSClient } from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import { stsUrl } from '../../src/domain/sts/partition.ts';

it.each([
  ...['us-east-1', 'eu-west-1', 'ap-southeast-7', 'cn-north-1', 'cn-northwest-1', 'us-gov-west-1'],
  ...['eusc-de-east-1', 'us-iso-east-1', 'us-isob-east-1', 'eu-isoe-west-1', 'us-isof-south-1'],
])('%s', (region) => {
  const { endpointProvider } = new STSClient({ region }).config;
  const settings = { Region: region, UseFIPS: false, UseDualStack: false, UseGlobalEndpoint: false };
  expect(stsUrl(region)).toBe(endpointProvider(settings).url.origin);
});
