/** The two files with a session, for tests of `status` and `logout`. */
import { readEnvironment, type Variables } from '../../src/environment.ts';
import { type Stored, storedIn as storedInFiles } from '../../src/login/stored-sessions.ts';
import { sharedFiles } from './shared-files.ts';

export const SESSION_KEYS =
  'aws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\naws_session_token = token\n';
export const LASTING_KEYS = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\n';

/** A section with a session that was made from a base. */
export function sessionOf(base: string, section: string, more = ''): string {
  return `[${section}]\n${SESSION_KEYS}x_source_profile = ${base}\n${more}`;
}

export function storedIn(credentials: string, config = '', variables: Variables = {}): Stored {
  const now = new Date('2026-11-23T12:00:00Z');
  return storedInFiles(sharedFiles(credentials, config), readEnvironment(variables), now);
}
