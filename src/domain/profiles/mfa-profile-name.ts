/** Names of MFA profiles: the usual one, and those that the AWS CLI and every SDK can read back. */

/** Where a session goes if nothing else is said. */
export const USUAL_NAME = 'mfa';

/**
 * Why a name cannot be written, or nothing where it can. Blanks, brackets, quotes and comment signs end a name
 * for one tool or another; beyond ASCII the SDKs disagree.
 */
export function unwritableName(name: string): string | undefined {
  if (name === '') return 'it is empty';
  // `constructor`, `__proto__`, `toString`: what every JavaScript object has swallows the section's keys.
  if (name === 'DEFAULT' || name in {}) return 'SDKs give that name a meaning of its own';
  // `--mfa-profile --force` is a value that was forgotten; and no tool would take such a name behind --profile.
  if (name.startsWith('-')) return 'it begins with a hyphen, as options do';
  if (!/^[\w@+.%:/-]+$/.test(name))
    return 'only letters, digits and . _ - @ + % : / are read alike by every SDK';
  return undefined;
}
