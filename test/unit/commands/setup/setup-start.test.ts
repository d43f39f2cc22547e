/** Where a set-up begins, for every state of the files. */
import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../../src/environment.ts';
import { profilesOf } from '../../../../src/profiles/profile.ts';
import { setupStart, type SetupStart } from '../../../../src/commands/setup/setup-start.ts';
import { sharedFiles } from '../../../support/shared-files.ts';
import { thrownBy, told, words } from '../../../support/thrown-by.ts';
import { sourceOf } from '../../../support/source-of.ts';

const KEYS = 'aws_access_key_id = AKIA1\naws_secret_access_key = s\n';
const SESSION = 'aws_access_key_id = ASIA1\naws_secret_access_key = s\naws_session_token = t\n';

function start(credentials: string, profile?: string, from = '--profile', config = ''): SetupStart {
  const profiles = profilesOf(sharedFiles(credentials, config));
  return setupStart(
    profile === undefined ? undefined : { value: profile, source: sourceOf(from) },
    profiles,
    readEnvironment({}),
  );
}

const keysOf = (base: string) => ({
  name: base,
  keys: { accessKeyId: 'AKIA1', secretAccessKey: 's' },
});

describe('nobody named a profile', () => {
  it.each<[what: string, credentials: string, expected: object]>([
    ['nothing there', '', { name: 'default' }],
    ['half a key', '[default]\naws_access_key_id = AKIA1\n', { name: 'default' }],
    ['settings alone', '[default]\nregion = r\n', { name: 'default' }],
    ['default', `[default]\n${KEYS}`, keysOf('default')],
    ['one other', `[default]\nregion = r\n[work]\n${KEYS}`, keysOf('work')],
    ['two', `[a]\n${KEYS}[b]\n${KEYS}`, { names: ['a', 'b'], hasKeys: true }],
    ["broamski's", `[default]\n${SESSION}[default-long-term]\n${KEYS}`, keysOf('default-long-term')],
  ])('%s', (_, credentials, expected) => {
    expect(start(credentials)).toEqual(expected);
  });

  const VAULT = 'mfa_serial = GAHT12345678\n';
  it.each<[what: string, config: string, expected: object]>([
    ["aws-vault's profile", `[profile work]\n${VAULT}`, { name: 'work' }],
    [
      'the same with settings in default',
      `[default]\nregion = r\n[profile work]\nmfa_process = c\n`,
      { name: 'work' },
    ],
    [
      'two of them',
      `[default]\n${VAULT}[profile work]\n${VAULT}`,
      { names: ['default', 'work'], hasKeys: false },
    ],
    ['one that the session goes to', `[profile mfa]\n${VAULT}`, { name: 'default' }],
    ['a role', `[profile admin]\nrole_arn = r\nsource_profile = x\n${VAULT}`, { name: 'default' }],
    [
      'keys of a process',
      '[profile work]\ncredential_process = c\n',
      {
        name: 'work',
        keys: undefined,
        process: { value: 'c', source: sourceOf('credential_process of [profile work]', 'config') },
      },
    ],
  ])('and no keys in a file, but %s', (_, config, expected) => {
    expect(start('', undefined, '', config)).toEqual(expected);
  });

  it('AWS_PROFILE=mfa ahead of the first login names none', () => {
    expect(start(`[work]\n${KEYS}`, 'mfa', 'AWS_PROFILE')).toEqual(keysOf('work'));
    expect(start('', 'mfa', 'AWS_PROFILE', '[profile mfa]\nregion = r\n')).toEqual({ name: 'default' });
  });

  it('default holds something else, and there is no other: said what it is', () => {
    expect(told(thrownBy(() => start(`[default]\n${SESSION}`)))).toMatch(
      words('configuration: …temporary credentials'),
    );
  });
});

describe('a profile is named', () => {
  it.each<[what: string, credentials: string, name: string, expected: object]>([
    ['that is not there', `[default]\n${KEYS}`, 'work', { name: 'work' }],
    ['with keys', `[default]\nx = y\n[work]\n${KEYS}`, 'work', keysOf('work')],
    ['a session of ours', `[work]\n${KEYS}[mfa]\n${SESSION}x_source_profile = work\n`, 'mfa', keysOf('work')],
    ["broamski's session", `[a]\n${SESSION}[a-long-term]\n${KEYS}[b]\n${KEYS}`, 'a', keysOf('a-long-term')],
  ])('%s', (_, credentials, name, expected) => {
    expect(start(credentials, name)).toEqual(expected);
  });

  it('AWS_PROFILE names a role: its source', () => {
    const config = '[profile admin]\nrole_arn = r\nsource_profile = work\n';
    expect(start(`[work]\n${KEYS}`, 'admin', 'AWS_PROFILE', config)).toEqual(keysOf('work'));
  });

  it.each([
    ['a session of another tool', `[x]\n${SESSION}`, 'x', 'configuration: …temporary credentials'],
    ['the name of the session', '', 'mfa', 'usage: …sessions are stored there…aws-mfa setup --profile work'],
    ['a name that not every tool reads', '', 'my base', 'usage: An access key cannot be stored'],
    ['a name of JavaScript', '', '__proto__', 'usage: An access key cannot be stored'],
    [
      'a session of keys in the environment',
      `[mfa]\n${SESSION}x_source_profile = environment\n`,
      'mfa',
      'configuration: …environment',
    ],
  ])('%s: refused', (_, credentials, name, expected) => {
    expect(told(thrownBy(() => start(credentials, name)))).toMatch(words(expected));
  });

  it('keys of the environment are stored nowhere, so that there is nothing to set up', () => {
    const variables = { AWS_ACCESS_KEY_ID: 'AKIA1', AWS_SECRET_ACCESS_KEY: 's' };
    const profiles = profilesOf(sharedFiles(`[mfa]\n${SESSION}x_source_profile = environment\n`));
    const named = { value: 'mfa', source: sourceOf('--profile') };
    const error = thrownBy(() => setupStart(named, profiles, readEnvironment(variables)));
    expect(told(error)).toMatch(
      words(
        'configuration: The session in […] was made with an access key from the environment, not from a profile.',
      ),
    );
  });
});
