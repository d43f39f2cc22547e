/** Variables that lead tools elsewhere than to the profiles. */
import { describe, expect, it } from 'vitest';
import { examineEnvironment } from '../../../../src/commands/doctor/environment.ts';
import { readEnvironment, type Variables } from '../../../../src/environment.ts';
import { profilesOf, ENVIRONMENT_BASE } from '../../../../src/profiles/profile.ts';
import { toldFindings } from '../../../support/findings.ts';
import { sharedFiles } from '../../../support/shared-files.ts';
import { words } from '../../../support/thrown-by.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'hidden' };

const profiles = profilesOf(
  sharedFiles('[default]\naws_access_key_id = AKIAX\naws_secret_access_key = s\n[work]\n'),
);

function examine(variables: Variables, base?: string, areRead = true) {
  const found = examineEnvironment({
    environment: readEnvironment(variables),
    profiles,
    ...(base !== undefined && { base: { name: base } }),
    sessions: [],
    areRead,
  });
  const told = (id: string) => toldFindings(found.filter((finding) => finding.id === id));
  return { profile: told('environment-profile'), keys: told('environment-keys') };
}

describe('AWS_PROFILE', () => {
  it.each<[variables: Variables, expected: string]>([
    [{}, 'ok environment-profile: environment: AWS_PROFILE is not set'],
    [{ AWS_PROFILE: '' }, 'ok environment-profile: environment: AWS_PROFILE is not set'],
    [{ AWS_PROFILE: 'work' }, 'ok environment-profile: environment: AWS_PROFILE=work exists'],
    [
      { AWS_PROFILE: 'wrok' },
      'error environment-profile: There is no profile "wrok" (named by AWS_PROFILE). | Did you mean "work"?',
    ],
    [
      { AWS_PROFILE: 'mfa' },
      'skipped environment-profile: environment: AWS_PROFILE=mfa will exist after a login',
    ],
  ])('%j', (variables, expected) => {
    expect(examine(variables).profile).toEqual([expect.stringMatching(words(expected))]);
  });
});

describe('keys and older names', () => {
  const findings = (variables: Variables, base = 'default') => examine(variables, base).keys;

  it.each<[variables: Variables, base?: string]>([
    [{}],
    [{ AWS_PROFILE: 'mfa', AWS_DEFAULT_PROFILE: 'mfa' }],
    [{ AWS_SECRET_ACCESS_KEY: 'hidden' }],
    [KEYS, ENVIRONMENT_BASE],
  ])('%j shadow nothing', (variables, base) => {
    expect(findings(variables, base)).toEqual([
      'ok environment-keys: environment: no variable overrides the profiles',
    ]);
  });

  it.each<[variables: Variables, expected: string]>([
    [
      KEYS,
      'warning environment-keys: AWS_ACCESS_KEY_ID is set, so commands without --profile use that key… | `unset AWS_ACCESS_KEY_ID…',
    ],
    [
      { ...KEYS, AWS_PROFILE: 'mfa' },
      'warning …AWS_ACCESS_KEY_ID is set. The AWS CLI and Terraform use it instead of AWS_PROFILE=mfa…',
    ],
    [
      { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' },
      'error environment-keys: AWS_ACCESS_KEY_ID is set without AWS_SECRET_ACCESS_KEY… | `unset AWS_ACCESS_KEY_ID`',
    ],
    [
      { AWS_DEFAULT_PROFILE: 'my work' },
      "warning environment-keys: Only the AWS CLI and boto3 read AWS_DEFAULT_PROFILE=my work… | Use AWS_PROFILE instead:\n`unset AWS_DEFAULT_PROFILE`\n`export AWS_PROFILE='my work'`",
    ],
    [
      { AWS_DEFAULT_PROFILE: 'work', AWS_PROFILE: 'mfa' },
      'warning environment-keys: AWS_DEFAULT_PROFILE=work overrides AWS_PROFILE=mfa in boto3… | `unset AWS_DEFAULT_PROFILE`',
    ],
  ])('%j', (variables, expected) => {
    const told = findings(variables);
    expect(told).toEqual([expect.stringMatching(words(expected))]);
    expect(told.join()).not.toMatch(/hidden|AKIA/);
  });

  it('each of several, without a base and without readable files as well', () => {
    const variables = { ...KEYS, AWS_DEFAULT_PROFILE: 'work' };
    expect(examine(variables).keys).toHaveLength(2);
    expect(examine(variables, undefined, false)).toMatchObject({ profile: [], keys: { length: 2 } });
  });
});
