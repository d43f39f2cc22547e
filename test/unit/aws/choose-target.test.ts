/** Where STS and IAM are, by region and settings. */
import { expect, it } from 'vitest';
import { readEnvironment } from '../../../src/environment.ts';
import { profilesOf } from '../../../src/profiles/profile.ts';
import { chooseTarget, targetOf } from '../../../src/aws/endpoint.ts';
import { sharedFiles } from '../../support/shared-files.ts';
import { thrownBy, told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

function target(service: 'sts' | 'iam', region: string, config = '', variables = {}) {
  const files = sharedFiles('', `[profile work]\n${config}`);
  const chosen = chooseTarget(service, {
    region: { value: region, source: sourceOf('--region') },
    profile: profilesOf(files).get('work'),
    config: files.config,
    environment: readEnvironment(variables),
  });
  return targetOf(chosen);
}

it.each([
  ['eu-west-1', 'us-east-1'],
  ['cn-north-1', 'cn-northwest-1'],
  ['us-gov-east-1', 'us-gov-west-1'],
])('for %s: IAM has one region a partition, %s', (region, iam) => {
  expect(target('sts', region).region).toBe(region);
  expect(target('iam', region).region).toBe(iam);
});

it('each has an endpoint of its own', () => {
  const variables = { AWS_ENDPOINT_URL_STS: 'https://sts.test', AWS_ENDPOINT_URL_IAM: 'https://iam.test' };
  expect(target('sts', 'eu-west-1', '', variables).endpoint).toBe('https://sts.test');
  expect(target('iam', 'eu-west-1', '', variables).endpoint).toBe('https://iam.test');
  const services =
    'services = s\n[services s]\nsts =\n  endpoint_url = https://a\niam =\n  endpoint_url = https://b\n';
  expect(target('iam', 'eu-west-1', services).endpoint).toBe('https://b');
});

it('no variant is asked of an endpoint of the own', () => {
  const config = 'use_fips_endpoint = true\n';
  expect(target('iam', 'eu-west-1', config)).toMatchObject({ fips: true });
  expect(target('iam', 'eu-west-1', config, { AWS_ENDPOINT_URL: 'https://x' })).toMatchObject({
    fips: false,
  });
});

it('by the proxy that its own host leads through', () => {
  const variables = { HTTPS_PROXY: 'http://proxy.test:8080', NO_PROXY: 'iam.amazonaws.com' };
  expect(target('sts', 'eu-west-1', '', variables).network.proxy?.value.name).toBe('proxy.test:8080');
  expect(target('iam', 'eu-west-1', '', variables).network.proxy).toBeUndefined();
});

it('keys are shown to no endpoint without https', () => {
  const error = thrownBy(() => target('iam', 'eu-west-1', '', { AWS_ENDPOINT_URL_IAM: 'http://iam.test' }));
  expect(told(error)).toMatch(words('configuration: AWS_ENDPOINT_URL_IAM is plain http to iam.test'));
});
