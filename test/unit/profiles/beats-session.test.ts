/** What wins over a session beside it. */
import { expect, it } from 'vitest';
import { beatsSession } from '../../../src/profiles/profile-kind.ts';
import { SESSION_KEYS, storedIn } from '../../support/stored-files.ts';
import { sourceOf } from '../../support/source-of.ts';

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
  const expected = value === undefined ? undefined : { value, source: sourceOf(from, 'config') };
  expect(beatsSession(profiles.get('mfa'))).toEqual(expected);
});

it('no profile', () => {
  expect(beatsSession(undefined)).toBeUndefined();
});
