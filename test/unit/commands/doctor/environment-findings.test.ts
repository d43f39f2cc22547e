/** Variables that lead tools elsewhere than to the profiles. */
import { describe, expect, it } from 'vitest';
import { profileVariableFinding, shadowingFindings } from '../../../../src/commands/doctor/machine.ts';
import { readEnvironment, type Variables } from '../../../../src/environment.ts';
import { profilesOf, ENVIRONMENT_BASE } from '../../../../src/profiles/profile.ts';
import { toldFinding, toldFindings } from '../../../support/findings.ts';
import { sharedFiles } from '../../../support/shared-files.ts';
import { words } from '../../../support/thrown-by.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'hidden' };

describe('profileVariableFinding', () => {
  const profiles = profilesOf(
    sharedFiles('[default]\naws_access_key_id = AKIAX\naws_secret_access_key = s\n[work]\n'),
  );

  it.each<[variables: Variables, expected: string]>([
    [{}, 'ok environment-profile: environment: AWS_PROFILE is not set'],
    [{ AWS_PROFILE: '' }, 'ok environment-profile: environment: AWS_PROFILE is not set'],
    [{ AWS_PROFILE: 'work' }, 'ok environment-profile: environment: AWS_PROFILE=work is there'],
    [
      { AWS_PROFILE: 'wrok' },
      'error environment-profile: There is no profile "wrok" (named by AWS_PROFILE). | Did you mean "work"?',
    ],
    [
      { AWS_PROFILE: 'mfa' },
      'skipped environment-profile: environment: AWS_PROFILE=mfa will be there after a login',
    ],
  ])('%j', (variables, expected) => {
    expect(toldFinding(profileVariableFinding(readEnvironment(variables), profiles))).toMatch(
      words(expected),
    );
  });
});

describe('shadowingFindings', () => {
  const shadowed = (variables: Variables) => ({
    environment: readEnvironment(variables),
    credentials: sharedFiles().credentials,
    sessions: [],
  });
  const findings = (variables: Variables, base = 'default') =>
    toldFindings(shadowingFindings(shadowed(variables), { name: base }));

  it.each<[variables: Variables, base?: string]>([
    [{}],
    [{ AWS_PROFILE: 'mfa', AWS_DEFAULT_PROFILE: 'mfa' }],
    [{ AWS_SECRET_ACCESS_KEY: 'hidden' }],
    [KEYS, ENVIRONMENT_BASE],
  ])('%j shadow nothing', (variables, base) => {
    expect(findings(variables, base)).toEqual([
      'ok environment-keys: environment: nothing shadows the profiles',
    ]);
  });

  it.each<[variables: Variables, expected: string]>([
    [
      KEYS,
      'warning environment-keys: AWS_ACCESS_KEY_ID is set: what is called without a profile uses that key… | `unset AWS_ACCESS_KEY_ID…',
    ],
    [{ ...KEYS, AWS_PROFILE: 'mfa' }, 'warning …AWS_ACCESS_KEY_ID is set, and shadows AWS_PROFILE=mfa…'],
    [
      { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' },
      'error environment-keys: AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not… | `unset AWS_ACCESS_KEY_ID`',
    ],
    [
      { AWS_DEFAULT_PROFILE: 'my work' },
      "warning environment-keys: AWS_DEFAULT_PROFILE=my work is read by the AWS CLI and boto3 only… | `unset AWS_DEFAULT_PROFILE`, and then `export AWS_PROFILE='my work'`",
    ],
    [
      { AWS_DEFAULT_PROFILE: 'work', AWS_PROFILE: 'mfa' },
      'warning environment-keys: AWS_DEFAULT_PROFILE=work wins over AWS_PROFILE=mfa in boto3… | `unset AWS_DEFAULT_PROFILE`',
    ],
    [
      { AWS_WEB_IDENTITY_TOKEN_FILE: '/t' },
      'warning environment-keys: AWS_WEB_IDENTITY_TOKEN_FILE is set, and shadows the default profile… | `unset AWS_WEB_IDENTITY_TOKEN_FILE AWS_ROLE_ARN`',
    ],
    [
      { AWS_WEB_IDENTITY_TOKEN_FILE: '/t', AWS_PROFILE: 'mfa' },
      'warning …shadows AWS_PROFILE=mfa in the AWS CLI…',
    ],
  ])('%j', (variables, expected) => {
    const told = findings(variables);
    expect(told).toEqual([expect.stringMatching(words(expected))]);
    expect(told.join()).not.toMatch(/hidden|AKIA/);
  });

  it('each of several, and where there is no base as well', () => {
    const variables = { ...KEYS, AWS_DEFAULT_PROFILE: 'work', AWS_WEB_IDENTITY_TOKEN_FILE: '/t' };
    expect(shadowingFindings(shadowed(variables), undefined)).toHaveLength(3);
  });
});
