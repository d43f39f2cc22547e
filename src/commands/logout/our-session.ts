/** Finds the keys that a login wrote, and removes them. */
import { AwsMfaError } from '../../errors.ts';
import type { IniFile } from '../../shared-files/ini-file.ts';
import { readIni } from '../../shared-files/read-ini.ts';
import { removeKeys } from '../../shared-files/remove-keys.ts';
import type { SectionEdit } from '../../shared-files/edit-section.ts';
import { ownValues, type Values } from '../../shared-files/section-values.ts';
import { isTemporary } from '../../profiles/profile-kind.ts';
import { OTHER_EXPIRY_KEYS } from '../../session/duration-and-expiry.ts';
import { sessionKeyNames, STALE_KEYS } from '../../session/session-keys.ts';

/** Keys by which another tool is known to have written since: a login leaves none of them. */
const FOREIGN_KEYS: readonly string[] = OTHER_EXPIRY_KEYS;

/** Every key of a session of ours, and what else of it may have been left: none of it is true without the session. */
const OUR_KEYS: readonly string[] = [
  ...sessionKeyNames({ base: '', serialNumber: '' }),
  ...STALE_KEYS.filter((key) => !FOREIGN_KEYS.includes(key)),
];

/** The sections that hold a session of ours, in the order of the file. */
export function ourSections(file: IniFile): string[] {
  const values = ownValues(file);
  return Object.keys(values).filter((section) => isOurs(values, section));
}

/** The edits that take the session out of each section. */
export function logoutEdits(sections: readonly string[]): SectionEdit[] {
  return sections.map((section) => ({ section, set: [], drop: OUR_KEYS }));
}

/**
 * Takes all of them out at once, from a file that may have changed since. Where a session is gone already, nothing is
 * left to do.
 * @throws AwsMfaError `configuration` where a section holds something now that is not ours
 */
export function takeOutSessions(bytes: string, sections: readonly string[]): string {
  const values = ownValues(readIni(bytes));
  const ours = sections.filter((section) => isOurs(values, section));
  const taken = sections.find(
    (section) => !isOurs(values, section) && OUR_KEYS.some((key) => values[section]?.[key]),
  );
  if (taken !== undefined) throw changedHands(taken);
  return removeKeys(bytes, ours, OUR_KEYS);
}

function changedHands(section: string): AwsMfaError {
  return new AwsMfaError(
    'file_changed',
    `[${section}] was changed by another program just now: what it holds is not ours.`,
    'Look at it: `aws-mfa status`',
  );
}

/**
 * Long-term keys that somebody put beside our records are the person's. So is what [DEFAULT] lends to every section. And
 * a session that another tool wrote over ours is that tool's.
 */
function isOurs(values: Values, section: string): boolean {
  if (section === 'DEFAULT' || !Object.hasOwn(values, section)) return false;
  const keys = values[section] ?? {};
  if (!keys['x_source_profile'] || FOREIGN_KEYS.some((key) => keys[key])) return false;
  const token = keys['aws_session_token'] ?? keys['aws_security_token'];
  const hasKey = Boolean(keys['aws_access_key_id'] ?? keys['aws_secret_access_key']);
  return !hasKey || isTemporary(keys['aws_access_key_id'], token);
}
