/** Profiles of both files, the names that sections can have, and how commands name them. */
import { describe, expect, it } from 'vitest';
import {
  configHeader,
  profilesOf,
  settingOf,
  profileNameProblem,
  profileFlag,
} from '../../../src/profiles/profile.ts';
import { sharedFiles } from '../../support/shared-files.ts';
import { sourceOf } from '../../support/source-of.ts';

const setting = (name: string, key: string, credentials: string, config: string) =>
  settingOf(profilesOf(sharedFiles(credentials, config)).get(name), key);

describe('profilesOf', () => {
  it.each([
    ['credentials win', 'work', '[work]\nregion = a', '[profile work]\nregion = b', 'a', 'region of [work]'],
    ['config stands in', 'work', '[work]\n', '[profile work]\nregion = b', 'b', 'region of [profile work]'],
    [
      'an empty value is none',
      'work',
      '[work]\nregion =',
      '[profile work]\nregion = b',
      'b',
      'region of [profile work]',
    ],
    ['default', 'default', '', '[default]\nregion = b', 'b', 'region of [default]'],
    ['quoted', 'my base', '', '[profile "my base"]\nregion = b', 'b', 'region of [profile "my base"]'],
    [
      'quoted otherwise',
      'my base',
      '',
      "[profile 'my base']\nregion = b",
      'b',
      "region of [profile 'my base']",
    ],
    ['more blanks', 'work', '', '[profile \t work]\nregion = b', 'b', 'region of [profile \t work]'],
    ['beyond ASCII', '営業', '[営業]\nregion = a', '', 'a', 'region of [営業]'],
  ])('%s', (_, name, credentials, config, value, from) => {
    const file = value === 'a' ? 'credentials' : 'config';
    expect(setting(name, 'region', credentials, config)).toEqual({ value, source: sourceOf(from, file) });
  });

  it('other sections of the config file are no profiles', () => {
    const config =
      '[work]\n[sso-session x]\n[services y]\n[plugins]\n[profile]\n[profile a b]\n[profilez]\nregion = r\n';
    expect([...profilesOf(sharedFiles('', config)).keys()]).toEqual([]);
  });

  // Tried with the AWS CLI 1.45 and 2.9.
  it.each([
    ['[default]\noutput = a\nregion = a\n[profile default]\noutput = b\n', 'default'],
    ['[profile default]\noutput = a\nregion = a\n[default]\noutput = b\n', 'default'],
    ["[profile work]\noutput = a\nregion = a\n[profile 'work']\noutput = b\n", 'work'],
  ])('of two sections of a profile, only the last one counts: %j', (config, name) => {
    expect(setting(name, 'output', '', config)?.value).toBe('b');
    expect(setting(name, 'region', '', config)).toBeUndefined();
  });

  it('a section without keys is a profile all the same', () => {
    expect(profilesOf(sharedFiles('[work]\n')).has('work')).toBe(true);
  });

  // The AWS CLI takes the three from one file: an old token in config must not make a session of a long-term key.
  it('the key of the credentials file is not mixed with that of the config file', () => {
    const config =
      '[profile work]\naws_secret_access_key = b\naws_session_token = b\naws_security_token = b\nregion = b\n';
    const profile = profilesOf(sharedFiles('[work]\naws_access_key_id = a\n', config)).get('work');
    const keys = [
      'region',
      'aws_access_key_id',
      'aws_secret_access_key',
      'aws_session_token',
      'aws_security_token',
    ];
    expect(keys.filter((key) => settingOf(profile, key))).toEqual(['region', 'aws_access_key_id']);
  });
});

it.each([
  ['', 'default', 'default'],
  ['', 'work', 'profile work'],
  ['[default]\n', 'default', 'default'],
  ['[profile default]\n', 'default', 'profile default'],
  ['[profile "default"]\n', 'default', 'profile default'],
  ["[profile 'work']\n", 'work', 'profile work'],
])('with %j, the profile %s is in [%s] of the config file', (config, name, header) => {
  expect(configHeader(name, profilesOf(sharedFiles('[default]\n[work]\n', config)))).toBe(header);
});

describe('profileNameProblem', () => {
  it.each([
    'mfa',
    'MFA',
    'a.b',
    'a/b',
    'a:b',
    'alice@example.com',
    'a+b',
    'a%b',
    'work-mfa_2',
    'default',
    '1',
  ])('%s can be written', (name) => {
    expect(profileNameProblem(name)).toBeUndefined();
  });

  it.each([
    ...[
      '',
      ' ',
      'my mfa',
      ' mfa',
      'mfa ',
      'm\tfa',
      'mfa\n',
      'mfa\0',
      '[mfa]',
      'mfa]',
      'mfa#',
      'mfa;',
      '"mfa"',
      "m'fa",
    ],
    ...[
      '営業',
      'mfä',
      'mfa\x1b[0m',
      'a=b',
      'a\\b',
      'DEFAULT',
      'constructor',
      '__proto__',
      'toString',
      '--force',
      '-x',
    ],
  ])('%j cannot', (name) => {
    expect(profileNameProblem(name)).toBeTypeOf('string');
  });
});

it.each([
  ['default', []],
  ['environment', []],
  ['work', ['--profile', 'work']],
  ['my base', ['--profile', 'my base']],
  ['-x', ['--profile=-x']],
])('the flag for %s is %j', (base, flag) => {
  expect(profileFlag(base)).toEqual(flag);
});
