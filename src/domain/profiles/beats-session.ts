/**
 * What in a profile wins over the keys of a session that stand beside it: a role in every tool; in the AWS CLI a sign-in
 * that says as whom, for without account and role it takes the keys (tried).
 */
import { settingOf, type Profile } from './profile.ts';
import type { Sourced } from '../sourced.ts';

/** @returns the setting that wins, or nothing where the session is used */
export function beatsSession(profile: Profile | undefined): Sourced<string> | undefined {
  for (const key of ['role_arn', 'sso_account_id', 'sso_role_name']) {
    const setting = settingOf(profile, key);
    if (setting) return setting;
  }
  return undefined;
}
