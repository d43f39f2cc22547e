/** What a command finds in its environment: the session, and nothing that would win over it. */
import { describe, expect, it } from 'vitest';
import { withRoleProfile, withSession } from '../../../../src/commands/exec/child-environment.ts';
import { regionVariables } from '../../../../src/login/assume-roles.ts';
import type { Variables } from '../../../../src/environment.ts';

const SESSION = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'session-secret',
  sessionToken: 'session-token',
  expiration: new Date('2026-11-24T00:29:26Z'),
};
const OURS = {
  AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'session-secret',
  AWS_SESSION_TOKEN: 'session-token',
  AWS_CREDENTIAL_EXPIRATION: '2026-11-24T00:29:26+00:00',
};
const OTHERS = {
  PATH: '/bin',
  AWS_CONFIG_FILE: '/config',
  AWS_ENDPOINT_URL: 'https://example.com',
  EMPTY: '',
};
const SHADOWS = {
  AWS_PROFILE: 'work',
  AWS_DEFAULT_PROFILE: 'work',
  AWS_MFA_TOKEN: '123456',
  AWS_ACCESS_KEY_ID: 'old',
  AWS_SECRET_ACCESS_KEY: 'old',
  AWS_SESSION_TOKEN: 'old',
  AWS_SECURITY_TOKEN: 'old',
  AWS_ACCESS_KEY: 'old',
  AWS_SECRET_KEY: 'old',
  AWS_CREDENTIAL_EXPIRATION: 'old',
  AWS_SESSION_EXPIRATION: 'old',
};

describe('withSession', () => {
  it('puts the session in, takes what would win over it out, and leaves the rest', () => {
    expect(withSession({ ...OTHERS, ...SHADOWS }, SESSION, [])).toEqual({ ...OTHERS, ...OURS });
  });

  it.each<
    [what: string, variables: Variables, region: { wanted?: string; usual?: string }, expected: Variables]
  >([
    [
      'of the profile',
      {},
      { usual: 'eu-west-1' },
      { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'eu-west-1' },
    ],
    [
      'of one variable, for the tools that read the other',
      { AWS_REGION: 'a' },
      { usual: 'b' },
      { AWS_REGION: 'a', AWS_DEFAULT_REGION: 'a' },
    ],
    [
      'of the other',
      { AWS_DEFAULT_REGION: 'a' },
      { usual: 'b' },
      { AWS_REGION: 'a', AWS_DEFAULT_REGION: 'a' },
    ],
    [
      'both stay as they are',
      { AWS_REGION: 'a', AWS_DEFAULT_REGION: 'c' },
      { usual: 'b' },
      { AWS_REGION: 'a', AWS_DEFAULT_REGION: 'c' },
    ],
    [
      'an empty variable is none',
      { AWS_REGION: '' },
      { usual: 'b' },
      { AWS_REGION: 'b', AWS_DEFAULT_REGION: 'b' },
    ],
    [
      'as typed, over all',
      { AWS_REGION: 'a' },
      { wanted: 'w', usual: 'b' },
      { AWS_REGION: 'w', AWS_DEFAULT_REGION: 'w' },
    ],
    ['none anywhere', {}, {}, {}],
  ])('region: %s', (_, variables, { wanted, usual }, expected) => {
    const region = regionVariables(variables, wanted, usual);
    expect(withSession(variables, SESSION, region)).toEqual({ ...OURS, ...expected });
  });
});

it.each<[what: string, region: string | undefined, regions: Variables]>([
  ['the region is the profile’s own, or what the variables say', undefined, { AWS_REGION: 'a' }],
  ['a region that was typed wins', 'w', { AWS_REGION: 'w', AWS_DEFAULT_REGION: 'w' }],
])('withRoleProfile: the profile stays selected, and no keys win over it; %s', (_, region, regions) => {
  const variables = { ...OTHERS, ...SHADOWS, AWS_REGION: 'a' };
  expect(withRoleProfile(variables, 'prod-admin', region)).toEqual({
    ...OTHERS,
    ...regions,
    AWS_PROFILE: 'prod-admin',
    AWS_SDK_LOAD_CONFIG: '1',
  });
});
