/** Finds the keys that a login wrote, and removes them. */
import { AwsMfaError } from '../../errors.ts';
import type { IniFile } from '../../shared-files/read-ini.ts';
import { readIni } from '../../shared-files/read-ini.ts';
import { removeKeys } from '../../shared-files/remove-keys.ts';
import type { SectionEdit } from '../../shared-files/edit-section.ts';
import { ownValues, type Values } from '../../shared-files/section-values.ts';
import { isTemporary } from '../../profiles/profile-kind.ts';
import { OTHER_EXPIRY_KEYS } from '../../session/duration-and-expiry.ts';
import { sessionKeyNames, STALE_KEYS } from '../../session/session-keys.ts';

/** Keys that only other tools write: with one of them, the session is not ours. */
const FOREIGN_KEYS: readonly string[] = OTHER_EXPIRY_KEYS;

/** Every key of our sessions, in every spelling: none of them is true without the session. */
const OUR_KEYS: readonly string[] = [
  ...sessionKeyNames({ base: '', serialNumber: '' }),
  ...STALE_KEYS.filter((key) => !FOREIGN_KEYS.includes(key)),
];

/** The sections with a session that this program wrote, in the order of the file. */
export function ourSections(file: IniFile): string[] {
  const values = ownValues(file);
  return Object.keys(values).filter((section) => isOurs(values, section));
}

/** The edits that remove the session from each section. */
export function logoutEdits(sections: readonly string[]): SectionEdit[] {
  return sections.map((section) => ({ section, set: [], drop: OUR_KEYS }));
}

/**
 * Removes all of them from a file that may have changed since. A session that is gone already is no error.
 * @throws AwsMfaError `configuration` if a section now holds something that is not ours
 */
export function takeOutSessions(bytes: string, sections: readonly string[]): string {
  const values = ownValues(readIni(bytes));
  const ours = sections.filter((section) => isOurs(values, section));
  const taken = sections.find(
    (section) => !isOurs(values, section) && OUR_KEYS.some((key) => values[section]?.[key]),
  );
  if (taken !== undefined) {
    throw new AwsMfaError(
      'file_changed',
      `Another program just changed [${taken}]: it no longer holds a session from aws-mfa.`,
      'To see what it holds:\n`aws-mfa status`',
    );
  }
  return removeKeys(bytes, ours, OUR_KEYS);
}

/**
 * Not ours are long-term keys beside our records, which the user put there; the keys of [DEFAULT], which are in every
 * section; and a session that another tool wrote over ours.
 */
function isOurs(values: Values, section: string): boolean {
  if (section === 'DEFAULT' || !Object.hasOwn(values, section)) return false;
  const keys = values[section] ?? {};
  if (!keys['x_source_profile'] || FOREIGN_KEYS.some((key) => keys[key])) return false;
  const token = keys['aws_session_token'] ?? keys['aws_security_token'];
  const hasKey = Boolean(keys['aws_access_key_id'] ?? keys['aws_secret_access_key']);
  return !hasKey || isTemporary(keys['aws_access_key_id'], token);
}
