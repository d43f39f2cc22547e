/** Headers of the config file, as the AWS CLI reads them (tried with versions 1.45 and 2.9). */
import { expect, it } from 'vitest';
import { plainName, profileOfConfigHeader } from '../../../src/shared-files/header-names.ts';

it.each([
  ['profile mfa', 'mfa'],
  ['profile \t mfa', 'mfa'],
  ['profile "mfa"', 'mfa'],
  ["profile 'mfa'", 'mfa'],
  ["profile 'mfa' ", 'mfa'],
  ['profile m"f"a', 'mfa'],
  ['profile "m"fa', 'mfa'],
  ['profile m\\fa', 'mfa'],
  ['profile"" mfa', 'mfa'],
  ['profiles mfa', 'mfa'],
  ['profile "my mfa"', 'my mfa'],
  ['profile my\\ mfa', 'my mfa'],
  ['profile "a\\"b\\c"', 'a"b\\c'],
  ["profile 'a\\b'", 'a\\b'],
  ['profile ""', ''],
  ['profile a\u2028b\u00a0', 'a\u2028b\u00a0'],
])('[%s] is the profile %j', (header, name) => {
  expect(profileOfConfigHeader(header)).toBe(name);
  expect(plainName(header)).toBe(`profile ${name}`);
});

it.each([
  'profile',
  'profile mfa x',
  'profile mfa #x',
  'profile "mfa',
  "profile it's",
  'profile mfa\\',
  'Profile mfa',
  ' profile mfa',
  '"profile" mfa',
  'mfa',
])('[%s] is no profile', (header) => {
  expect(profileOfConfigHeader(header)).toBeUndefined();
  expect(plainName(header)).toBe(header);
});

it('[default] is one, and the sections of other kinds have one spelling, too', () => {
  expect(profileOfConfigHeader('default')).toBe('default');
  expect(profileOfConfigHeader("sso-session 'x'")).toBeUndefined();
  expect(plainName("sso-session 'x'")).toBe('sso-session x');
  expect(plainName('services "x"')).toBe('services x');
});
