/** What a profile holds, and what in it wins over a session. */
import { expect, it } from 'vitest';
import { describedProgram } from '../../../src/cli/program.ts';
import {
  ownExport,
  profileKind,
  type ProfileKind,
  beatsSession,
} from '../../../src/profiles/profile-kind.ts';
import { profilesOf } from '../../../src/profiles/profile.ts';
import { sharedFiles } from '../../support/shared-files.ts';
import { SESSION_KEYS, storedIn } from '../../support/stored-files.ts';
import { sourceOf } from '../../support/source-of.ts';

const ID = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE';
const TEMPORARY = 'aws_access_key_id = ASIAX';
const SECRET = 'aws_secret_access_key = secret';
const LONG_TERM: ProfileKind = {
  kind: 'long-term',
  keys: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
};

it.each<[lines: string[], kind: ProfileKind]>([
  [[ID, SECRET], LONG_TERM],
  // The person pasted long-term keys over a session: they are the person's now.
  [[ID, SECRET, 'x_source_profile = work', 'x_mfa_serial = d'], LONG_TERM],
  [[ID, SECRET, 'role_arn = r', 'source_profile = s'], LONG_TERM],
  [[ID, SECRET, 'aws_session_token ='], LONG_TERM],
  // Not sent to AWS with what stands in the next line, and not overwritten either.
  [[ID, SECRET, '  [b]'], { kind: 'wrapped', key: 'aws_secret_access_key' }],
  [[ID, '  x', SECRET], { kind: 'wrapped', key: 'aws_access_key_id' }],
  // As `aws configure` leaves the token of an earlier session beside a new key.
  [[ID, SECRET, 'aws_session_token = t'], LONG_TERM],
  [[ID, SECRET, 'aws_session_token = t', 'x_source_profile = work'], LONG_TERM],
  [[TEMPORARY, SECRET, 'aws_session_token = t'], { kind: 'temporary' }],
  [[TEMPORARY, SECRET, 'aws_security_token = t'], { kind: 'temporary' }],
  [['aws_access_key_id = OTHER', SECRET, 'aws_session_token = t'], { kind: 'temporary' }],
  [['aws_access_key_id = ASIAX', SECRET], { kind: 'temporary' }],
  [['aws_session_token = t'], { kind: 'temporary' }],
  [
    [TEMPORARY, SECRET, 'aws_session_token = t', 'x_source_profile = work'],
    { kind: 'our-session', base: 'work' },
  ],
  [['x_source_profile = work'], { kind: 'our-session', base: 'work' }],
  [[ID, 'aws_secret_access_key = sec', '  ret'], { kind: 'wrapped', key: 'aws_secret_access_key' }],
  [['aws_access_key_id = AKIA', '  X', SECRET], { kind: 'wrapped', key: 'aws_access_key_id' }],
  [[ID], { kind: 'half', missing: 'aws_secret_access_key' }],
  [[SECRET], { kind: 'half', missing: 'aws_access_key_id' }],
  [['role_arn = r', 'source_profile = s'], { kind: 'role', source: 's' }],
  [['role_arn = r'], { kind: 'role', source: undefined }],
  [['role_arn = r', 'web_identity_token_file = /t'], { kind: 'web-identity' }],
  [['sso_session = s'], { kind: 'sso' }],
  [['sso_start_url = s'], { kind: 'sso' }],
  [
    ['credential_process = c'],
    {
      kind: 'process',
      command: { value: 'c', source: sourceOf('credential_process of [it]', 'credentials') },
    },
  ],
  [['source_profile = s'], { kind: 'no-keys' }],
  [[], { kind: 'no-keys' }],
])('%j', (lines, kind) => {
  const profile = profilesOf(sharedFiles(`[it]\n${lines.join('\n')}\n`)).get('it');
  expect(profile && profileKind(profile)).toEqual(kind);
});

it.each([
  ['role_arn = r\nsource_profile = default', 'r', 'role_arn of [profile mfa]'],
  ['sso_session = s\nsso_account_id = 1', '1', 'sso_account_id of [profile mfa]'],
  ['sso_start_url = https://example.com\nsso_role_name = n', 'n', 'sso_role_name of [profile mfa]'],
  ['role_arn = r\nsso_account_id = 1', 'r', 'role_arn of [profile mfa]'],
  // For tokens, of CodeCatalyst for one; the AWS CLI goes by the keys.
  ['sso_session = s\nsso_start_url = https://example.com', undefined, undefined],
  ['role_arn =', undefined, undefined],
  // Dead beside keys, in every tool.
  ['credential_process = print-keys', undefined, undefined],
  ['region = eu-west-1', undefined, undefined],
])('%j', (lines, value, from) => {
  const { profiles } = storedIn(`[mfa]\n${SESSION_KEYS}`, `[profile mfa]\n${lines}\n`);
  const expected = from === undefined ? undefined : { value, source: sourceOf(from, 'config') };
  expect(beatsSession(profiles.get('mfa'))).toEqual(expected);
});

it('no profile', () => {
  expect(beatsSession(undefined)).toBeUndefined();
});

it('an export of this program by a word: its options are told from their values', () => {
  const { options } = describedProgram().commands.find((command) => command.name() === 'export') ?? {
    options: [],
  };
  const exported = (option: string) => {
    const config = `[profile it]\ncredential_process = aws-mfa export ${option} work\n`;
    const profile = profilesOf(sharedFiles('', config)).get('it');
    return profile && ownExport(profileKind(profile))?.profile;
  };
  const others = options.filter(({ long }) => long !== '--profile' && long !== '--role-arn');
  expect(others.length).toBeGreaterThan(10);
  for (const { long, required } of others)
    expect([long, exported(long ?? '')]).toEqual([long, required ? undefined : 'work']);
});
