/** What a rotation prints: a few lines, or JSON. No secret is in it. */
import { planLines } from '../../login/explain-plan.ts';
import type { LoginPlan } from '../../login/plan-session.ts';
import { homeOf, type KeyPlace } from '../../login/key-place.ts';
import { profileFlag } from '../../profiles/profile.ts';
import { shellCommand } from '../../text/shell-command.ts';
import { ending } from './key-state.ts';

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
    `access key: ${ending(place.keys.accessKeyId)}, in ${place.entry ? `${homeOf(place)}, for ` : ''}${sections} in ${place.shownPaths[place.file]}`,
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
