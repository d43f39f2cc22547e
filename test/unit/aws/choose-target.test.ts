/** Where STS and IAM are, by region and settings, and what they are called in messages. */
import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../src/environment.ts';
import { profilesOf } from '../../../src/profiles/profile.ts';
import { chooseTarget, endpointName, placeName } from '../../../src/aws/endpoint.ts';
import { sharedFiles } from '../../support/shared-files.ts';
import { sourceOf } from '../../support/source-of.ts';
import { thrownBy, told, words } from '../../support/thrown-by.ts';

function choose(
  config: string,
  variables: Record<string, string> = {},
  { service = 'sts', region = 'eu-west-1' }: { service?: 'sts' | 'iam'; region?: string } = {},
) {
  const files = sharedFiles('', config);
  return chooseTarget(service, {
    region: { value: region, source: sourceOf('--region') },
    profile: profilesOf(files).get('work'),
    config: files.config,
    environment: readEnvironment(variables),
  });
}

const SERVICES =
  '[services s]\niam =\n  endpoint_url = https://iam\nsts =\n  endpoint_url = https://services\n  x = y\n';
const PROFILE = '[profile work]\nendpoint_url = https://profile\n';
const BOTH = `${PROFILE}services = s\n${SERVICES}`;
const COMMON = { AWS_ENDPOINT_URL: 'https://common' };
const OWN = { ...COMMON, AWS_ENDPOINT_URL_STS: 'https://own' };

describe('the endpoint', () => {
  it.each<[what: string, config: string, variables: Record<string, string>, url: string, from: string]>([
    ['the variable of STS first', BOTH, OWN, 'https://own', 'AWS_ENDPOINT_URL_STS'],
    ['the common variable', BOTH, COMMON, 'https://common', 'AWS_ENDPOINT_URL'],
    ['the services of the profile', BOTH, {}, 'https://services', 'sts endpoint_url of [services s]'],
    ['endpoint_url of the profile', PROFILE, {}, 'https://profile', 'endpoint_url of [profile work]'],
    [
      'endpoint_url where the services have none for STS',
      `${PROFILE}services = s\n[services s]\niam =\n  endpoint_url = https://iam\n`,
      {},
      'https://profile',
      'endpoint_url of [profile work]',
    ],
    [
      'endpoint_url where there are no such services',
      `${PROFILE}services = t\n${SERVICES}`,
      {},
      'https://profile',
      'endpoint_url of [profile work]',
    ],
    [
      'endpoint_url where that of the services is empty',
      `${PROFILE}services = s\n[services s]\nsts =\n  endpoint_url =\n`,
      {},
      'https://profile',
      'endpoint_url of [profile work]',
    ],
  ])('%s', (_, config, variables, value, from) => {
    expect(choose(config, variables).endpoint).toEqual({ value, source: sourceOf(from, 'config') });
  });

  it.each<[what: string, config: string, variables: Record<string, string>]>([
    ['nothing set', '[profile work]\n', {}],
    ['no profile', '', {}],
    ['all ignored by the variable', BOTH, { ...OWN, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }],
    [
      'all ignored by the profile',
      BOTH.replace('services = s\n', 'services = s\nignore_configured_endpoint_urls = TRUE\n'),
      OWN,
    ],
    ['the services of another profile', `[profile other]\nservices = s\n[profile work]\n${SERVICES}`, {}],
  ])('none: %s', (_, config, variables) => {
    expect(choose(config, variables).endpoint).toBeUndefined();
  });

  it('the variable wins over the profile in what is ignored', () => {
    const config = '[profile work]\nignore_configured_endpoint_urls = true\nendpoint_url = https://profile\n';
    expect(choose(config, { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' }).endpoint?.value).toBe(
      'https://profile',
    );
  });
});

describe('the variants of AWS', () => {
  const config = '[profile work]\nuse_fips_endpoint = true\nuse_dualstack_endpoint = True\n';
  it('stand in the profile', () => {
    const { fips, dualstack } = choose(config);
    expect(fips).toMatchObject({ value: true, source: sourceOf('use_fips_endpoint of [profile work]') });
    expect(dualstack).toMatchObject({
      value: true,
      source: sourceOf('use_dualstack_endpoint of [profile work]'),
    });
  });

  it('the variables win', () => {
    const { fips, dualstack } = choose(config, {
      AWS_USE_FIPS_ENDPOINT: 'false',
      AWS_USE_DUALSTACK_ENDPOINT: 'no',
    });
    expect(fips).toEqual({ value: false, source: sourceOf('AWS_USE_FIPS_ENDPOINT') });
    expect(dualstack).toEqual({ value: false, source: sourceOf('AWS_USE_DUALSTACK_ENDPOINT') });
  });

  it("are off for an address of the person's own, of which the SDK would make none", () => {
    const { fips, dualstack } = choose(config, COMMON);
    expect([fips.value, dualstack.value]).toEqual([false, false]);
  });

  it('are off where nobody says so', () => {
    expect(choose('')).toMatchObject({ fips: { value: false }, dualstack: { value: false } });
  });
});

it.each([
  ['eu-west-1', 'us-east-1'],
  ['cn-northwest-1', 'cn-north-1'],
  ['us-gov-east-1', 'us-gov-west-1'],
])('for %s: IAM has one region a partition, %s', (region, iam) => {
  expect(choose('', {}, { region }).region.value).toBe(region);
  expect(choose('', {}, { service: 'iam', region }).region.value).toBe(iam);
});

it('IAM has an endpoint of its own', () => {
  const variables = { AWS_ENDPOINT_URL_STS: 'https://sts.test', AWS_ENDPOINT_URL_IAM: 'https://iam.test' };
  expect(choose('', variables, { service: 'iam' }).endpoint?.value).toBe('https://iam.test');
  expect(choose(BOTH, {}, { service: 'iam' }).endpoint?.value).toBe('https://iam');
});

it('by the proxy that its own host leads through', () => {
  const variables = { HTTPS_PROXY: 'http://proxy.test:8080', NO_PROXY: 'iam.amazonaws.com' };
  expect(choose('', variables).network.proxy?.value.name).toBe('proxy.test:8080');
  expect(choose('', variables, { service: 'iam' }).network.proxy).toBeUndefined();
});

it('keys are shown to no endpoint without https', () => {
  const error = thrownBy(() => choose('', { AWS_ENDPOINT_URL_IAM: 'http://iam.test' }, { service: 'iam' }));
  expect(told(error)).toMatch(words('configuration: AWS_ENDPOINT_URL_IAM is plain http to iam.test'));
});

describe('its name', () => {
  it.each([
    ['', 'STS in eu-west-1'],
    ['use_fips_endpoint = true\n', 'STS in eu-west-1, FIPS'],
    ['use_dualstack_endpoint = true\n', 'STS in eu-west-1, dual-stack'],
    ['use_fips_endpoint = true\nuse_dualstack_endpoint = true\n', 'STS in eu-west-1, FIPS, dual-stack'],
    ['endpoint_url = https://user:pw@sts.test:8443/x\n', 'sts.test:8443'],
  ])('%j', (config, name) => {
    expect(endpointName(choose(`[profile work]\n${config}`))).toBe(name);
  });

  it('of IAM', () => {
    const target = { region: 'us-east-1', endpoint: undefined, fips: false, dualstack: false };
    expect(placeName('IAM', target)).toBe('IAM in us-east-1');
  });
});
