/** What a logout takes out: the keys that a login writes, from sections that a login wrote. */
import type { IniFile } from '../ini/ini-file.ts';
import { readIni } from '../ini/read-ini.ts';
import { removeKeys } from '../ini/remove-keys.ts';
import type { SectionEdit } from '../ini/edit-section.ts';
import { ownValues, type Values } from '../ini/section-values.ts';
import { isTemporary } from '../profiles/profile-kind.ts';
import { sessionKeyNames, STALE_KEYS } from '../session/session.ts';

/** Every key of a session of ours, and what a login would remove beside it: none of it is true without the session. */
const OUR_KEYS: readonly string[] = [...sessionKeyNames({ base: '', serialNumber: '' }), ...STALE_KEYS];

/** The sections that hold a session of ours, in the order of the file. */
export function ourSections(file: IniFile): string[] {
  const values = ownValues(file);
  return Object.keys(values).filter((section) => isOurs(values, section));
}

/** The edit that takes the session out of a section. */
export function logoutEdit(section: string): SectionEdit {
  return { section, set: [], drop: OUR_KEYS };
}

/** Carries that edit out, on a file that may have changed since: what is no session of ours any more is left alone. */
export function takeOutSession(bytes: string, { section, drop }: SectionEdit): string {
  return isOurs(ownValues(readIni(bytes)), section) ? removeKeys(bytes, section, drop) : bytes;
}

/** Long-term keys that somebody put beside our records are the person's. So is what [DEFAULT] lends to every section. */
function isOurs(values: Values, section: string): boolean {
  if (section === 'DEFAULT' || !Object.hasOwn(values, section)) return false;
  const keys = values[section] ?? {};
  if (!keys['x_source_profile']) return false;
  const token = keys['aws_session_token'] ?? keys['aws_security_token'];
  const hasKey = Boolean(keys['aws_access_key_id'] ?? keys['aws_secret_access_key']);
  return !hasKey || isTemporary(keys['aws_access_key_id'], token);
}
