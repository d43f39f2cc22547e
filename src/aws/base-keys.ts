/** Gets the keys of a base profile: from the profile itself, or from its `credential_process`. */
import type { Context } from '../context.ts';
import { AwsMfaError } from '../errors.ts';
import { accessKeyHint } from '../profiles/base-errors.ts';
import { longTermKeysOf, processLoop } from '../profiles/process-keys.ts';
import type { LongTermKeys } from '../profiles/profile-kind.ts';
import { type Sourced, sourceName } from '../source.ts';
import { profileFlag } from '../profiles/profile.ts';
import { UNLOCK } from '../stores/keep-key.ts';
import { entryOf, STORES, type Entry } from '../stores/stores.ts';
import { shellCommand } from '../text/shell-command.ts';
import { timed } from '../text/timed.ts';

/** Where a base profile has its keys: one of the two is set. */
export interface KeySource {
  name: string;
  keys?: LongTermKeys | undefined;
  process?: Sourced<string> | undefined;
}

/** @throws AwsMfaError `configuration` if the keys cannot be sent, or if the process gives no long-term keys */
export async function keysOf({ name, keys, process }: KeySource, context: Context): Promise<LongTermKeys> {
  if (keys) {
    // A key copied from a web page may hold an invisible character.
    if (/^[!-~]+$/.test(keys.accessKeyId)) return keys;
    throw new AwsMfaError(
      'invalid_keys',
      `The access key ID of "${name}" contains a character that is never part of a key. It may be invisible.`,
      accessKeyHint(name, undefined),
    );
  }
  if (!process) throw new TypeError(`the base profile ${name} has neither keys nor a process`);
  if (context.environment.nested) throw processLoop(process);
  const from = sourceName(process.source);
  const answer = await timed(from, () => context.aws.keysOfProcess(process.value), context);
  const entry = entryOf(process.value);
  if (entry && answer.kind === 'failure' && answer.reason === 'failed')
    throw unreadableEntry(name, entry, answer.words);
  const found = longTermKeysOf(answer, process);
  context.output.say('debug', `${from} gave the access key …${found.accessKeyId.slice(-4)}`);
  return found;
}

/** The error if a key cannot be read from a store. @param words what the store says */
function unreadableEntry(base: string, { store }: Entry, words: string | undefined): AwsMfaError {
  const why = words ?? 'it is locked, the prompt was canceled, or the entry is gone';
  return new AwsMfaError(
    'store_failed',
    `The access key of [${base}] could not be read from ${STORES[store].title} (${why}).`,
    `${UNLOCK} If the entry is gone, enter the access key again:\n${shellCommand('aws-mfa', 'setup', ...profileFlag(base))}`,
  );
}
