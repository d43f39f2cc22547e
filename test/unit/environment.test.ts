/** Environment variables, their precedence, and that an empty one counts as unset. */
import { describe, expect, it } from 'vitest';
import { readEnvironment, variablesOf, type Environment } from '../../src/environment.ts';
import { sourceOf } from '../support/source-of.ts';

const NAMES = [
  ...['AWS_PROFILE', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_CONFIG_FILE', 'AWS_REGION', 'AWS_DEFAULT_REGION'],
  ...['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'],
  ...['AWS_ENDPOINT_URL_STS', 'AWS_ENDPOINT_URL', 'AWS_MFA_TOKEN', 'AWS_MFA_SERIAL', 'CI'],
  ...['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY', 'https_proxy', 'http_proxy', 'all_proxy'],
  ...['no_proxy', 'AWS_CA_BUNDLE', 'REQUESTS_CA_BUNDLE'],
  ...['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
];

describe('readEnvironment', () => {
  it('an empty variable counts as unset', () => {
    expect(readEnvironment(Object.fromEntries(NAMES.map((name) => [name, ''])))).toEqual(readEnvironment({}));
  });

  it.each<[key: keyof Environment, variables: Record<string, string>, expected: unknown]>([
    ['profile', { AWS_PROFILE: 'a' }, { value: 'a', source: sourceOf('AWS_PROFILE') }],
    ['region', { AWS_REGION: 'a', AWS_DEFAULT_REGION: 'b' }, { value: 'a', source: sourceOf('AWS_REGION') }],
    [
      'region',
      { AWS_REGION: '', AWS_DEFAULT_REGION: 'b' },
      { value: 'b', source: sourceOf('AWS_DEFAULT_REGION') },
    ],
    [
      'endpoint',
      { AWS_ENDPOINT_URL_STS: 'a', AWS_ENDPOINT_URL: 'b' },
      { value: 'a', source: sourceOf('AWS_ENDPOINT_URL_STS') },
    ],
    ['endpoint', { AWS_ENDPOINT_URL: 'b' }, { value: 'b', source: sourceOf('AWS_ENDPOINT_URL') }],
    ['tokenCode', { AWS_MFA_TOKEN: '123456' }, { value: '123456', source: sourceOf('AWS_MFA_TOKEN') }],
    ['serialNumber', { AWS_MFA_SERIAL: 'a' }, { value: 'a', source: sourceOf('AWS_MFA_SERIAL') }],
    ['credentialsFile', { AWS_SHARED_CREDENTIALS_FILE: 'a' }, 'a'],
    ['configFile', { AWS_CONFIG_FILE: 'a' }, 'a'],
    ['accessKeyId', { AWS_ACCESS_KEY_ID: 'a' }, 'a'],
    ['secretAccessKey', { AWS_SECRET_ACCESS_KEY: 'a' }, 'a'],
    ['sessionToken', { AWS_SESSION_TOKEN: 'a' }, 'a'],
    ['caBundle', { AWS_CA_BUNDLE: 'a' }, { value: 'a', source: sourceOf('AWS_CA_BUNDLE') }],
    ['requestsCaBundle', { REQUESTS_CA_BUNDLE: 'a' }, { value: 'a', source: sourceOf('REQUESTS_CA_BUNDLE') }],
    ['ci', { CI: 'true' }, true],
    ['ci', { CI: '1' }, true],
    ['ci', { CI: 'false' }, false],
    ['ci', {}, false],
  ])('%s of %j', (key, variables, expected) => {
    expect(readEnvironment(variables)[key]).toEqual(expected);
  });

  it.each<[variable: string, key: keyof Environment['proxies']]>([
    ['HTTPS_PROXY', 'https'],
    ['HTTP_PROXY', 'http'],
    ['ALL_PROXY', 'all'],
    ['NO_PROXY', 'none'],
  ])('%s in either case, the small one first, as in curl and the AWS CLI', (variable, key) => {
    const small = variable.toLowerCase();
    const read = (variables: Record<string, string>) => readEnvironment(variables).proxies[key];
    expect(read({ [variable]: 'a' })).toEqual({ value: 'a', source: sourceOf(variable) });
    expect(read({ [small]: 'b' })).toEqual({ value: 'b', source: sourceOf(small) });
    expect(read({ [variable]: 'a', [small]: 'b' })).toEqual({ value: 'b', source: sourceOf(small) });
    expect(read({ [variable]: 'a', [small]: '' })).toEqual({ value: 'a', source: sourceOf(variable) });
  });
});

describe('on Windows', () => {
  it('the names of AWS are in capitals, however they were typed; others stay', () => {
    const env = { aws_profile: 'a', Aws_Mfa_Token: '123456', Path: 'C:\\x', other: 'b' };
    expect(variablesOf({ env, platform: 'win32' })).toEqual({
      AWS_PROFILE: 'a',
      AWS_MFA_TOKEN: '123456',
      Path: 'C:\\x',
      other: 'b',
    });
    expect(variablesOf({ env, platform: 'linux' })).toEqual(env);
  });

  it('%NAME% in the path of a file is replaced, as in the AWS CLI', () => {
    const variables = {
      USERPROFILE: 'C:\\Users\\alice',
      AWS_SHARED_CREDENTIALS_FILE: '%USERPROFILE%\\keys',
      AWS_CONFIG_FILE: '%NONE%\\100%\\config',
    };
    expect(readEnvironment(variables, 'win32')).toMatchObject({
      credentialsFile: 'C:\\Users\\alice\\keys',
      configFile: '%NONE%\\100%\\config',
    });
    expect(readEnvironment(variables)).toMatchObject({ credentialsFile: '%USERPROFILE%\\keys' });
  });
});
