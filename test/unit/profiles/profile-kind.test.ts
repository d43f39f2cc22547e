/** What each profile is; the messages for each kind are in resolve-profile.test.ts. */
import { expect, it } from 'vitest';
import { profileKind, type ProfileKind } from '../../../src/profiles/profile-kind.ts';
import { profilesOf } from '../../../src/profiles/profile.ts';
import { sharedFiles } from '../../support/shared-files.ts';
import { sourceOf } from '../../support/source-of.ts';

const ID = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE';
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
  [[ID, SECRET, 'aws_session_token = t'], { kind: 'temporary' }],
  [[ID, SECRET, 'aws_security_token = t'], { kind: 'temporary' }],
  [['aws_access_key_id = ASIAX', SECRET], { kind: 'temporary' }],
  [['aws_session_token = t'], { kind: 'temporary' }],
  [[ID, SECRET, 'aws_session_token = t', 'x_source_profile = work'], { kind: 'our-session', base: 'work' }],
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
