/** Finds out from the list of a user's access keys where a rotation is. Nothing else remembers it. */
import type { AccessKey, LastUse } from '../../aws/calls.ts';
import { AwsMfaError } from '../../errors.ts';
import { formatDay } from '../../session/duration-and-expiry.ts';

export type KeyState =
  /** Nothing is left of an earlier rotation. */
  | { kind: 'single'; current: AccessKey }
  /** A rotation was made, and its old key can be deleted. */
  | { kind: 'inactive'; current: AccessKey; other: AccessKey }
  /** A rotation ended before the old key was set inactive; or another machine has that key. */
  | { kind: 'older'; current: AccessKey; other: AccessKey }
  /** A rotation ended before the new key was written, so its secret is lost; or another machine has that key. */
  | { kind: 'newer'; current: AccessKey; other: AccessKey };

/**
 * @param listed every access key of the user
 * @param currentId the access key that is in the file
 * @throws AwsMfaError `unreachable` if it is not listed: then nothing is known for sure
 */
export function keyState(listed: readonly AccessKey[], currentId: string): KeyState {
  const current = listed.find(({ id }) => id === currentId);
  if (!current) {
    throw new AwsMfaError(
      'unusable_answer',
      `IAM does not list the access key ${ending(currentId)}, although AWS accepts it.`,
      'Try again in a moment: IAM may need some time after a change.',
    );
  }
  const others = listed.filter((key) => key !== current);
  const other = others.find(({ isActive }) => !isActive) ?? others[0];
  if (!other) return { kind: 'single', current };
  if (!other.isActive) return { kind: 'inactive', current, other };
  // Without dates, the kind of which nothing is deleted.
  const isNewer = Number(other.created ?? NaN) > Number(current.created ?? NaN);
  return { kind: isNewer ? 'newer' : 'older', current, other };
}

/** An access key by its last four characters, as everywhere. */
export function ending(accessKeyId: string): string {
  return `…${accessKeyId.slice(-4)}`;
}

/** `last used 29 Nov 2026 for s3 in eu-west-1`; AWS records a use with a delay of hours. */
export function lastUseText(use: LastUse | undefined | 'unknown'): string {
  if (use === 'unknown') return 'AWS does not say when it was last used';
  if (!use) return 'never used';
  const service = use.service ? ` for ${use.service}` : '';
  return `last used ${formatDay(use.date)}${service}${use.region ? ` in ${use.region}` : ''}`;
}
