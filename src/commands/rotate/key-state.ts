/**
 * Where a rotation is, and what is asked before the next step. The list of the user's access keys tells it: nothing
 * else remembers it.
 */
import type { AccessKey, LastUse } from '../../aws/calls.ts';
import { AwsMfaError } from '../../errors.ts';
import { formatDay } from '../../session/duration-and-expiry.ts';
import type { Consent } from '../../login/ask-user.ts';
import { profileFlag } from '../../profiles/profile.ts';
import { shellCommand } from '../../text/shell-command.ts';

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

/** What the questions say about the keys. */
export interface KeyTexts {
  base: string;
  /** When each key was last used. */
  currentUse: string;
  otherUse: string;
  /** Deletes the other key. */
  deleteCommand: string;
}

const NO = 'Canceled; no access key was changed.';

/** The error if nobody can agree to the replacement. */
export function nobodyToAgree(base: string): Consent['nobody'] {
  return (why) =>
    new AwsMfaError(
      'nobody_to_ask',
      `To replace the access key of [${base}], aws-mfa asks for your consent, but ${why}.`,
      `To replace it without a prompt:\n${shellCommand('aws-mfa', 'rotate', '--yes', ...profileFlag(base))}`,
    );
}

/** What is said before the key of the file is replaced, and the inactive one beside it is deleted. */
export function replaceConsent(state: KeyState, texts: KeyTexts): Consent {
  const { base, currentUse, otherUse } = texts;
  const replace = `eplace the access key ${ending(state.current.id)} of [${base}] (${currentUse})?`;
  const question =
    state.kind === 'single'
      ? `R${replace}`
      : `Delete the inactive access key ${ending(state.other.id)} (${otherUse}), and r${replace}`;
  return { question: `${question} ${OTHER_MACHINES}`, usual: true, nobody: nobodyToAgree(base), no: NO };
}

export const OTHER_MACHINES = 'Other machines that have this key will need the new one.';

/** An active key beside that of the file is never touched without this question. */
export function otherKeyConsent(
  { kind, current, other }: KeyState & { kind: 'older' | 'newer' },
  { base, otherUse, deleteCommand }: KeyTexts,
): Consent {
  const use = `(${other.created ? `created ${formatDay(other.created)}, ` : ''}${otherUse})`;
  const isOlder = kind === 'older';
  const finish = shellCommand('aws-mfa', 'rotate', '--finish', '--yes', ...profileFlag(base));
  return {
    question: isOlder
      ? `Another access key, ${ending(other.id)}, is still active ${use}. Set it inactive?`
      : `A newer access key, ${ending(other.id)}, is active ${use}. If an interrupted rotation left it, its secret is lost. Delete it?`,
    usual: false,
    nobody: () =>
      new AwsMfaError(
        'too_many_keys',
        `AWS allows two access keys. [${base}] has ${ending(current.id)}, and ${other.id} is active, too ${use}.`,
        isOlder
          ? `If it is the old key of an interrupted rotation, set it inactive:\n${finish}`
          : `If nobody uses it, delete it:\n${deleteCommand}`,
      ),
    no: NO,
  };
}
