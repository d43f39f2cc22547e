/** What a rotation asks, and what it prints: a few lines, or JSON. No secret is in it. */
import { AwsMfaError } from '../../errors.ts';
import type { Consent } from '../../login/ask-user.ts';
import { planLines } from '../../login/explain-plan.ts';
import type { LoginPlan } from '../../login/plan-session.ts';
import { placeText, type KeyPlace } from '../../login/key-place.ts';
import { profileFlag } from '../../profiles/profile.ts';
import { shellCommand } from '../../text/shell-command.ts';
import { formatDay } from '../../session/duration-and-expiry.ts';
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

export interface Rotation {
  did: 'replaced' | 'replaced and deleted' | 'set inactive' | 'deleted' | 'activated' | 'nothing';
  /** With the access key that is there now. */
  place: KeyPlace;
  /** ARN of the user. */
  arn: string;
  /** The other one; undefined if there is none. */
  oldId: string | undefined;
}

export function rotationLines({ did, place, oldId }: Rotation): [first: string, ...others: string[]] {
  const { base, keys } = place;
  const fresh = ending(keys.accessKeyId);
  const old = ending(oldId ?? '');
  const next = (option: string) => shellCommand('aws-mfa', 'rotate', option, ...profileFlag(base));
  const ways = [
    `If another machine still needs it: ${next('--undo')}`,
    `Once no machine needs it, delete it: ${next('--finish')}`,
  ];
  switch (did) {
    case 'replaced':
      return [`[${base}] has the new access key ${fresh}. The old one, ${old}, is inactive.`, ...ways];
    case 'replaced and deleted':
      return [`[${base}] has the new access key ${fresh}. The old one, ${old}, is deleted.`];
    case 'set inactive':
      return [`The access key ${old} is inactive. [${base}] has ${fresh}.`, ...ways];
    case 'deleted':
      return [`Deleted the access key ${old}. [${base}] has ${fresh}.`];
    case 'activated':
      return [
        `The access key ${old} is active again. [${base}] keeps ${fresh}: aws-mfa does not store old secrets.`,
        `To set it inactive again: ${next('--finish')}`,
      ];
    case 'nothing':
      return [`${fresh} of [${base}] is the only access key; nothing was changed.`];
  }
}

const STATUS: Record<Rotation['did'], string | null> = {
  replaced: 'inactive',
  'replaced and deleted': 'deleted',
  'set inactive': 'inactive',
  deleted: 'deleted',
  activated: 'active',
  nothing: null,
};

/** For programs: whole IDs, and the whole path of the file. */
export function rotationJson({ did, place, arn, oldId }: Rotation): Record<string, unknown> {
  return {
    profile: place.base,
    user_arn: arn,
    access_key_id: place.keys.accessKeyId,
    replaced: did.startsWith('replaced'),
    old_access_key_id: oldId ?? null,
    old_status: STATUS[did],
    file: place.paths[place.file],
    store: place.entry?.store ?? null,
  };
}

/** What would be done. AWS is not asked, so that nothing is known of other keys. */
export function dryRunLines(plan: LoginPlan, place: KeyPlace, task: string): string[] {
  const sections = place.sections.map((section) => `[${section}]`).join(', ');
  return [
    ...planLines(plan),
    `access key: ${ending(place.keys.accessKeyId)}, in ${place.entry ? `${placeText(place)}, for ` : ''}${sections} in ${place.shownPaths[place.file]}`,
    task,
    'Dry run: nothing was sent or written.',
  ];
}

export function dryRunJson(plan: LoginPlan, place: KeyPlace): Record<string, unknown> {
  return {
    dry_run: true,
    profile: place.base,
    access_key_id: place.keys.accessKeyId,
    sections: place.sections,
    file: place.paths[place.file],
    serial_number: plan.serialNumber.value,
  };
}
