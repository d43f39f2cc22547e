/** Gets the keys of a base profile: from the profile itself, or from its `credential_process`. */
import { AwsMfaError } from '../errors.ts';
import { longTermKeysOf, processLoop } from '../profiles/process-keys.ts';
import { mendKeys } from '../profiles/base-errors.ts';
import type { LongTermKeys } from '../profiles/profile-kind.ts';
import { type Sourced, sourceName } from '../source.ts';
import type { Context } from '../context.ts';
import { timed } from '../text/timed.ts';

/** Where a base has its keys. */
export interface KeySource {
  name: string;
  keys?: LongTermKeys | undefined;
  process?: Sourced<string> | undefined;
}

/**
 * What was copied from a web page may have something invisible in it, and could not even be sent.
 * @throws AwsMfaError `configuration`
 */
function checkedKeys(keys: LongTermKeys, base: string): LongTermKeys {
  if (/^[!-~]+$/.test(keys.accessKeyId)) return keys;
  throw new AwsMfaError(
    'invalid_keys',
    `The access key ID of "${base}" has a character in it that no key has; it may be one that does not show.`,
    mendKeys(base, undefined),
  );
}

/** @throws AwsMfaError `configuration` where the process gives no long-term keys, or would run in a circle */
export async function keysOf(
  { name, keys: known, process }: KeySource,
  context: Context,
): Promise<LongTermKeys> {
  if (known) return checkedKeys(known, name);
  if (!process) throw new TypeError(`the base ${name} has neither keys nor a process`);
  if (context.environment.nested) throw processLoop(process);
  const from = sourceName(process.source);
  const answer = await timed(from, () => context.aws.keysOfProcess(process.value), context);
  const keys = longTermKeysOf(answer, process);
  context.output.say('debug', `${from} gave the access key …${keys.accessKeyId.slice(-4)}`);
  return keys;
}
