/** The settings that decide the endpoint of STS. */
import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../src/environment.ts';
import { profilesOf } from '../../../src/profiles/profile.ts';
import { chooseEndpoint } from '../../../src/aws/endpoint.ts';
import { sharedFiles } from '../../support/shared-files.ts';
import { sourceOf } from '../../support/source-of.ts';

function choose(config: string, variables: Record<string, string> = {}) {
  const files = sharedFiles('', config);
  return chooseEndpoint('sts', readEnvironment(variables), profilesOf(files).get('work'), files.config);
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
