/** What is asked before an access key is replaced, and before another one makes room for it. */
import { AwsMfaError } from '../../errors.ts';
import type { Consent } from '../../login/consent.ts';
import { profileFlag } from '../../profiles/profile.ts';
import { formatDay } from '../../session/duration-and-expiry.ts';
import { shellCommand } from '../../text/shell-command.ts';
import { ending, type KeyState } from './key-state.ts';

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
