/** Names of MFA profiles that the AWS CLI and every SDK can read back. */

/** Names that some SDK drops, refuses, or gives a meaning of its own. */
const RESERVED = new Set(['DEFAULT', 'constructor', '__proto__']);

/**
 * Why a name cannot be written, or nothing where it can. Blanks, brackets, quotes and comment signs end a name
 * for one tool or another; beyond ASCII the SDKs disagree.
 */
export function unwritableName(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (RESERVED.has(name)) return 'SDKs give that name a meaning of its own';
  if (!/^[\w@+.%:/-]+$/.test(name))
    return 'only letters, digits and . _ - @ + % : / are read alike by every SDK';
  return undefined;
}
