/** Runs a `credential_process` with the AWS SDK's own provider and returns its keys. */
import { exec, type ExecException } from 'node:child_process';
import { fromProcess } from '@aws-sdk/credential-provider-process';
import { externalDataInterceptor } from '@smithy/shared-ini-file-loader';
import { codeMark } from '../errors.ts';
import type { ProcessFailure, ProcessKeys } from '../profiles/process-keys.ts';
import { closeOutputAfterExit } from '../system/processes/run-command.ts';
import { inMemory, NOWHERE } from './sdk-reader.ts';

export interface ProcessKeysOptions {
  /** Milliseconds after which nobody waits any longer. */
  timeoutMs: number;
  signal: AbortSignal;
  /** Ends the process and all that it has started; the provider does not give it to us. */
  stop: () => Promise<void>;
}

/**
 * Runs it once.
 * @param command the setting, as the AWS CLI reads it: a line that goes on in indented ones below it is one line
 * @throws the signal's reason when it is aborted
 */
export async function keysOfProcess(command: string, options: ProcessKeysOptions): Promise<ProcessKeys> {
  const { timeoutMs, signal, stop } = options;
  const late = AbortSignal.timeout(timeoutMs);
  try {
    const { accessKeyId, secretAccessKey, sessionToken } = await Promise.race([
      provide(command),
      abortion(AbortSignal.any([signal, late])),
    ]);
    const isWhole = isKey(accessKeyId) && isKey(secretAccessKey);
    return isWhole
      ? { kind: 'keys', accessKeyId, secretAccessKey, sessionToken }
      : { kind: 'failure', reason: 'odd keys' };
  } catch (error) {
    if (signal.aborted || late.aborted) await stop();
    signal.throwIfAborted();
    return late.aborted ? { kind: 'late' } : { kind: 'failure', reason: reasonOf(error) };
  }
}

/** The provider takes from the JSON whatever stands there: numbers, lists, line breaks. */
function isKey(value: unknown): boolean {
  return typeof value === 'string' && /^[!-~]+$/.test(value);
}

/**
 * The provider takes its command from a file of profiles, where it would not find each: its reader passes over names
 * with blanks or with letters beyond ASCII. So it is handed a file that holds this one, under a name that it reads.
 */
function provide(command: string): ReturnType<ReturnType<typeof fromProcess>> {
  const profile = 'base';
  const text = `[${profile}]\ncredential_process = ${command.replaceAll('\n', ' ')}\n`;
  return inMemory(text, (filepath) => fromProcess({ profile, filepath, configFilepath: NOWHERE })());
}

// The provider takes this in the place of Node's `exec`, which waits for all that the process left in the background.
externalDataInterceptor.interceptToken(
  'exec',
  (command: string, done: (error: ExecException | null, output: { stdout: string }) => void) =>
    closeOutputAfterExit(exec(command, (error, stdout) => done(error, { stdout }))),
);

function abortion(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/** By the provider's own sentences (its `resolveProcessCredentials` and `getValidatedProcessCredentials`). */
function reasonOf(error: unknown): ProcessFailure {
  const { message } = error instanceof Error ? error : { message: '' };
  /* eslint-disable no-restricted-syntax -- the provider tells failures apart by its sentences alone */
  // What this program says where it is run by itself; the provider's message has it from standard error.
  if (message.includes(codeMark('command_loop'))) return 'loop';
  if (message.endsWith('returned invalid JSON.')) return 'no JSON';
  if (message.endsWith('did not return Version 1.')) return 'another version';
  if (message.endsWith('returned invalid credentials.')) return 'no keys';
  if (message.endsWith('returned expired credentials.')) return 'expired';
  /* eslint-enable no-restricted-syntax */
  return 'failed';
}
