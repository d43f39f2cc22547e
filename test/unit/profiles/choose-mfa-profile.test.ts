/** Which section receives the session; how that goes with every kind of base is in resolve-profile.test.ts. */
import { describe, expect, it } from 'vitest';
import { checkStillFree, chooseMfaProfile } from '../../../src/profiles/choose-mfa-profile.ts';
import { profilesOf } from '../../../src/profiles/profile.ts';
import { AwsMfaError } from '../../../src/errors.ts';
import { sharedFiles } from '../../support/shared-files.ts';
import { thrownBy, told, words } from '../../support/thrown-by.ts';

const KEY = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n';
const longTerm = (name: string) => `[${name}]\n${KEY}`;
const session = (name: string, base: string) =>
  `[${name}]\n${KEY.replace('AKIA', 'ASIA')}aws_session_token = t\nx_source_profile = ${base}\n`;
const roleSession = (name: string, base: string) => `${session(name, base)}x_principal_arn = arn\n`;

function choose(credentials: string, wanted?: string, base = 'work', renews?: string): string {
  const files = sharedFiles(credentials);
  const keys = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
  try {
    const resolved = { name: base, keys, ...(renews === undefined ? {} : { renews }) };
    return chooseMfaProfile(wanted, { base: resolved, profiles: profilesOf(files) });
  } catch (error) {
    if (error instanceof AwsMfaError) return told(error);
    throw error;
  }
}

describe('without --mfa-profile', () => {
  it.each([
    ['the usual name', '', 'mfa'],
    ['the section of this base', session('prod', 'work'), 'prod'],
    ['the first of two', session('b', 'work') + session('a', 'work'), 'b'],
    ['the usual one of two', session('a', 'work') + session('mfa', 'work'), 'mfa'],
    ["not a role's session", roleSession('role', 'work'), 'mfa'],
    ['not one of another base', session('prod', 'home'), 'mfa'],
    [
      'its own section, although [mfa] is of another base',
      session('mfa', 'home') + session('prod', 'work'),
      'prod',
    ],
  ])('%s', (_, credentials, expected) => {
    expect(choose(credentials)).toBe(expected);
  });

  it('what is renewed is the section that was named', () => {
    expect(choose(session('mfa', 'work') + session('prod', 'work'), undefined, 'work', 'prod')).toBe('prod');
  });
});

it('a base profile whose key is in a store keeps it', () => {
  const files = sharedFiles(
    '',
    '[profile prod]\ncredential_process = pass show aws-mfa/AKIAIOSFODNN7EXAMPLE\n',
  );
  const base = { name: 'work', keys: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' } };
  const error = thrownBy(() => chooseMfaProfile('prod', { base, profiles: profilesOf(files) }));
  expect(error).toMatchObject({
    code: 'section_taken',
    message: '[prod] has a long-term access key, which a session would overwrite.',
  });
});

describe('with --mfa-profile', () => {
  it.each([
    ['a new one', '', 'prod'],
    ["another tool's session", '[prod]\naws_session_token = t\n', 'prod'],
    ['the name decides over another base', session('prod', 'home'), 'prod'],
    ['and over what was named to be renewed', session('mfa', 'work'), 'prod'],
  ])('%s', (_, credentials, wanted) => {
    expect(choose(credentials, wanted, 'work', 'mfa')).toBe(wanted);
  });
});

describe('refusals, each with the whole command to type instead', () => {
  it.each([
    [
      'a name that cannot be read back',
      '',
      'my mfa',
      'work',
      'usage: The name in --mfa-profile cannot be used: …--mfa-profile mfa',
    ],
    ['an empty name', '', '', 'work', 'usage: The name in --mfa-profile cannot be used: it is empty'],
    [
      'the base itself',
      '',
      'work',
      'work',
      'usage: [work] cannot be both base profile and MFA profile…:\n`aws-mfa login --profile work --mfa-profile mfa`',
    ],
    [
      'the base itself, [mfa] taken',
      session('mfa', 'x'),
      'work',
      'work',
      'usage: …--profile work --mfa-profile mfa-session',
    ],
    [
      'the base is called mfa',
      longTerm('mfa'),
      undefined,
      'mfa',
      'configuration: [mfa] cannot be both base profile and MFA profile…--profile mfa --mfa-profile mfa-session',
    ],
    [
      'long-term keys',
      longTerm('prod'),
      'prod',
      'work',
      'configuration: [prod] has a long-term access key…--profile work --mfa-profile mfa-session',
    ],
    [
      'long-term keys, and that name is taken',
      longTerm('mfa') + longTerm('mfa-session'),
      undefined,
      'work',
      '--mfa-profile work-mfa',
    ],
    [
      'a key that goes on in the next line',
      '[prod]\naws_access_key_id = AKIAX\naws_secret_access_key = x\n  y\n',
      'prod',
      'work',
      'configuration: [prod] has a long-term access key',
    ],
    [
      'half a key',
      '[prod]\naws_access_key_id = AKIAX\n',
      'prod',
      'work',
      'configuration: [prod] has a long-term access key',
    ],
    [
      'another base',
      session('mfa', 'home'),
      undefined,
      'work',
      'configuration: [mfa] has the session of base profile "home", not of "work".…--profile work --mfa-profile work-mfa',
    ],
    [
      'a base whose name cannot be written',
      session('mfa', 'home'),
      undefined,
      'my base',
      "--profile 'my base' --mfa-profile mfa-session",
    ],
    [
      'keys of the environment',
      session('mfa', 'home'),
      undefined,
      'environment',
      'aws-mfa login --mfa-profile environment-mfa',
    ],
  ])('%s', (_, credentials, wanted, base, expected) => {
    expect(choose(credentials, wanted, base)).toMatch(words(expected));
  });
});

describe('checkStillFree: the section as it is once a code is there', () => {
  const look = (now: string, before = '') =>
    checkStillFree(
      'mfa',
      { name: 'work' },
      sharedFiles(before).credentials.get('mfa'),
      sharedFiles(now).credentials,
    );

  it.each([
    ['there is none', '', ''],
    ['a session of the same base', session('mfa', 'work'), ''],
    ["another base's, which was known", session('mfa', 'home'), session('mfa', 'home')],
    ["another tool's session", '[mfa]\naws_access_key_id = ASIAX\naws_session_token = t\n', ''],
    ['keys in another section', longTerm('prod'), ''],
  ])('%s', (_, now, before) => {
    expect(() => look(now, before)).not.toThrow();
  });

  it.each([
    [
      'long-term keys',
      longTerm('mfa'),
      '',
      '[mfa] has a long-term access key…--profile work --mfa-profile mfa-session',
    ],
    [
      'long-term keys in the place of a session',
      longTerm('mfa'),
      session('mfa', 'work'),
      '[mfa] has a long-term access key',
    ],
    [
      "another base's session",
      session('mfa', 'home'),
      '',
      '[mfa] has the session of base profile "home"…"work"',
    ],
    [
      "another base's session in the place of ours",
      session('mfa', 'home'),
      session('mfa', 'work'),
      '[mfa] has the session of base profile "home"',
    ],
  ])('%s: refused', (_, now, before, expected) => {
    expect(told(thrownBy(() => look(now, before)))).toMatch(words(`configuration: ${expected}`));
  });
});
