/** What is known before anybody is asked; profiles and their kinds are in resolve-profile.test.ts. */
import { describe, expect, it } from 'vitest';
import type { Variables } from '../../../src/environment.ts';
import type { LoginOptions } from '../../../src/login/login-request.ts';
import { planOf } from '../../support/session-plan.ts';
import { thrownBy, told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

const BASE = '[default]\naws_access_key_id = AKIAIOSFODNN7WXYZ\naws_secret_access_key = base-secret\n';
const DEVICE = 'mfa_serial = arn:aws:iam::123456789012:mfa/alice\n';

function plan(config: string, options: LoginOptions = {}, variables: Variables = {}, credentials = BASE) {
  return planOf({ config, options, variables, credentials });
}

describe('planSession', () => {
  it('of two plain files', () => {
    expect(plan(`[default]\nregion = eu-west-1\n${DEVICE}`)).toMatchObject({
      base: { name: 'default', keys: { accessKeyId: 'AKIAIOSFODNN7WXYZ', secretAccessKey: 'base-secret' } },
      mfaProfile: 'mfa',
      serialNumber: {
        value: 'arn:aws:iam::123456789012:mfa/alice',
        source: sourceOf('mfa_serial of [default]', 'config'),
      },
      region: { value: 'eu-west-1', source: sourceOf('region of [default]', 'config') },
      fips: { value: false, source: sourceOf('default') },
      dualstack: { value: false, source: sourceOf('default') },
      network: {},
      duration: { value: 43_200, source: sourceOf('default') },
      code: { kind: 'ask' },
      regionToCopy: { value: 'eu-west-1' },
      notes: [],
      minRemaining: 3600,
    });
  });

  it.each<[what: string, config: string, options: LoginOptions, variables: Variables, expected: object]>([
    [
      '--duration',
      '[profile mfa]\nduration_seconds = 1800\n',
      { duration: '15m' },
      {},
      { value: 900, source: sourceOf('--duration') },
    ],
    [
      'config',
      '[profile mfa]\nduration_seconds = 1800\n',
      {},
      {},
      { value: 1800, source: sourceOf('duration_seconds of [profile mfa]') },
    ],
    [
      'default',
      '[profile work]\nduration_seconds = 1800\n',
      {},
      {},
      { value: 43_200, source: sourceOf('default') },
    ],
  ])('the duration: %s', (_, config, options, variables, duration) => {
    expect(plan(`[default]\n${DEVICE}${config}`, options, variables).duration).toMatchObject(duration);
  });

  it('the proxy, for the address that the region leads to', () => {
    const variables = { HTTPS_PROXY: 'http://proxy.test:8080', NO_PROXY: '.amazonaws.com' };
    const options = { serialNumber: 'GAHT12345678' };
    const proxyFor = (region: string) =>
      plan('', { ...options, region }, variables).network.proxy?.value.name;
    expect(proxyFor('eu-west-1')).toBeUndefined();
    expect(proxyFor('cn-north-1')).toBe('proxy.test:8080');
  });

  it.each([
    ['the base has none', '[default]\n', '', undefined],
    ['the base has one', '[default]\nregion = eu-west-1\n', '', 'eu-west-1'],
    ['the MFA profile has one', '[default]\nregion = eu-west-1\n[profile mfa]\nregion = x\n', '', undefined],
    ['it has one in credentials', '[default]\nregion = eu-west-1\n', '[mfa]\nregion = x\n', undefined],
  ])('the region to copy: %s', (_, config, credentials, region) => {
    const serialNumber = 'GAHT12345678';
    expect(plan(config, { serialNumber }, {}, BASE + credentials).regionToCopy?.value).toBe(region);
  });

  it('the region to copy, with the section that has it', () => {
    const keys = `${BASE.replace('default', 'work')}region = eu-west-1\n`;
    expect(plan('', { profile: 'work', serialNumber: 'GAHT12345678' }, {}, keys).regionToCopy).toEqual({
      value: 'eu-west-1',
      source: sourceOf('region of [work]', 'credentials'),
    });
  });

  it.each<[what: string, config: string, mfaProfile: string | undefined, region: string]>([
    ['its own', 'region = eu-west-3\n', 'mfa', 'eu-west-3'],
    ['that of its MFA profile', '[profile work-mfa]\nregion = eu-west-2\n', 'work-mfa', 'eu-west-2'],
    ['not what was copied from [default]', '[profile mfa]\nregion = eu-west-1\n', 'mfa', 'us-east-1'],
    [
      'not that of the MFA profile of another',
      '[profile mfa]\nx_source_profile = other\nregion = eu-west-1\n',
      'mfa',
      'us-east-1',
    ],
  ])('the region of a second base profile: %s', (_, more, mfaProfile, region) => {
    const keys = BASE + BASE.replace('default', 'work');
    const config = `[default]\nregion = eu-west-1\n[profile work]\n${DEVICE}${more}`;
    const options = { profile: 'work', ...(mfaProfile !== undefined && { mfaProfile }) };
    expect(plan(config, options, {}, keys).region.value).toBe(region);
  });

  it.each([
    ['with the session of the user', `[mfa]\naws_session_token = t\nx_source_profile = default\n`],
    ['after a logout of it', ''],
  ])('the duration of a renewal is that of the role profile: %s', (_, credentials) => {
    const role = 'arn:aws:iam::123456789012:role/Admin';
    const config = `[default]\n${DEVICE}[profile admin]\nrole_arn = ${role}\nsource_profile = mfa\nduration_seconds = 7200\n`;
    const session = `[admin-session]\nx_source_profile = default\nx_principal_arn = ${role}\naws_session_token = t\n`;
    const planned = plan(config, { profile: 'admin-session' }, {}, BASE + session + credentials);
    expect([planned.role?.arn.value, planned.duration.value]).toEqual([role, 7200]);
  });

  it('what the MFA profile holds', () => {
    const stored = plan(`[default]\n${DEVICE}`, {}, {}, `${BASE}[mfa]\naws_session_token = t\n`).stored;
    expect(stored?.get('aws_session_token')).toBe('t');
  });

  it.each<[what: string, config: string, options: LoginOptions, variables: Variables, expected: string]>([
    ['no device', '', {}, {}, 'configuration: No MFA device is configured for "default".…AWS_MFA_SERIAL'],
    ['a bad device', '', {}, { AWS_MFA_SERIAL: 'x' }, 'configuration: The MFA device x (AWS_MFA_SERIAL)'],
    [
      'a bad duration in the file',
      `[default]\n${DEVICE}[profile mfa]\nduration_seconds = 60\n`,
      {},
      {},
      'configuration: duration_seconds of [profile mfa] must be 900 to 129600 seconds. | …aws configure set duration_seconds 43200 --profile mfa',
    ],
    [
      'plain http',
      `[default]\n${DEVICE}`,
      {},
      { AWS_ENDPOINT_URL: 'http://x.example' },
      'configuration: AWS_ENDPOINT_URL is plain http',
    ],
    [
      'a region elsewhere',
      `[default]\n${DEVICE}`,
      { region: 'cn-north-1' },
      {},
      'usage: --region cn-north-1',
    ],
  ])('%s is refused', (_, config, options, variables, expected) => {
    expect(told(thrownBy(() => plan(config, options, variables)))).toMatch(words(expected));
  });

  it('a region that loses is noted', () => {
    expect(plan(`[default]\n${DEVICE}`, {}, { AWS_REGION: 'cn-north-1' }).notes).toEqual([
      {
        about: 'region',
        message: 'AWS_REGION is cn-north-1, but the MFA device is in the partition aws. Using us-east-1.',
      },
    ]);
  });
});
