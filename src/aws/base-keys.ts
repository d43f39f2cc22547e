/** Gets the keys of a base profile: from the profile itself, or from its `credential_process`. */
import { type Context, timed } from '../context.ts';
import { AwsMfaError } from '../errors.ts';
import { accessKeyHint, processLoop } from '../profiles/base-errors.ts';
import { isTemporary, type LongTermKeys } from '../profiles/profile-kind.ts';
import { type Sourced, sourceName } from '../source.ts';
import { profileFlag } from '../profiles/profile.ts';
import { UNLOCK } from '../stores/keep-key.ts';
import { entryOf, STORES, type Entry } from '../stores/stores.ts';
import { shellCommand } from '../text/shell-command.ts';
import type { ProcessFailure, ProcessKeys } from './credential-process.ts';

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

/**
 * @param command the setting; only its name is shown, because the command line may have secrets
 * @throws AwsMfaError `configuration`
 */
function longTermKeysOf(answer: ProcessKeys, command: Sourced<string>): LongTermKeys {
  const error = (what: string, hint: string) =>
    new AwsMfaError('process_failed', `${sourceName(command.source)} ${what}.`, hint);
  if (answer.kind === 'failure') {
    const { reason } = answer;
    if (reason === 'loop') throw processLoop(command);
    throw error(FAILURES[reason], reason === 'late' ? 'Run the command in a shell to see why.' : FORM);
  }
  const { accessKeyId, secretAccessKey, sessionToken } = answer;
  if (sessionToken || isTemporary(accessKeyId, sessionToken)) {
    throw error(
      'gives temporary credentials, but an MFA session needs a long-term access key',
      'Use a profile with a long-term access key: `--profile NAME`',
    );
  }
  return { accessKeyId, secretAccessKey };
}

const FAILURES: Record<Exclude<ProcessFailure, 'loop'>, string> = {
  failed: 'failed',
  late: 'did not finish within a minute',
  'no JSON': 'printed something other than JSON',
  'another version': 'printed a Version other than 1',
  'no keys': 'printed no AccessKeyId or no SecretAccessKey',
  'malformed keys': 'printed a malformed AccessKeyId or SecretAccessKey',
  expired: 'printed expired credentials',
};

const FORM = 'Run the command in a shell. It must print {"Version":1,"AccessKeyId":…,"SecretAccessKey":…}';

/** The error if a key cannot be read from a store. @param words what the store says */
function unreadableEntry(base: string, { store }: Entry, words: string | undefined): AwsMfaError {
  const why = words ?? 'it is locked, the prompt was canceled, or the entry is gone';
  return new AwsMfaError(
    'store_failed',
    `The access key of [${base}] could not be read from ${STORES[store].title} (${why}).`,
    `${UNLOCK} If the entry is gone, enter the access key again:\n${shellCommand('aws-mfa', 'setup', ...profileFlag(base))}`,
  );
}
