/** Runs a `credential_process` with the AWS SDK's own provider and returns its keys. */
import { exec, type ChildProcess, type ExecException } from 'node:child_process';
import { fromProcess } from '@aws-sdk/credential-provider-process';
import { externalDataInterceptor } from '@smithy/shared-ini-file-loader';
import { codeMark } from '../errors.ts';
import { lastWords } from '../stores/keep-key.ts';
import { afterSameSignal, closeOutputAfterExit } from '../system/processes/child-end.ts';
import { inMemory, NOWHERE } from './sdk-reader.ts';

export type ProcessKeys =
  | { kind: 'keys'; accessKeyId: string; secretAccessKey: string; sessionToken: string | undefined }
  /** `words`: the last line of its standard error. Shown only if the command is known. */
  | { kind: 'failure'; reason: ProcessFailure; words?: string | undefined };

/** What was wrong. The SDK's own message is not used: it has the command line and its output, which may be secret. */
export type ProcessFailure =
  'failed' | 'late' | 'loop' | 'no JSON' | 'another version' | 'no keys' | 'malformed keys' | 'expired';

interface ProcessKeysOptions {
  timeoutMs: number;
  signal: AbortSignal;
  /** Ends a process and its descendants. */
  stop: (child: ChildProcess) => Promise<void>;
}

/**
 * @param command the setting, as the AWS CLI reads it: indented lines below it belong to it
 * @throws the signal's reason when it is aborted
 */
export async function keysOfProcess(command: string, options: ProcessKeysOptions): Promise<ProcessKeys> {
  const { timeoutMs, signal, stop } = options;
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const { accessKeyId, secretAccessKey, sessionToken } = await Promise.race([
      provide(command),
      rejection(AbortSignal.any([signal, timeout])),
    ]);
    const isWhole = isKey(accessKeyId) && isKey(secretAccessKey);
    return isWhole
      ? { kind: 'keys', accessKeyId, secretAccessKey, sessionToken }
      : { kind: 'failure', reason: 'malformed keys' };
  } catch (error) {
    if (signal.aborted || timeout.aborted) await Promise.all([...running].map(stop));
    signal.throwIfAborted();
    if (timeout.aborted) return { kind: 'failure', reason: 'late' };
    return failureOf(error);
  }
}

/** The provider accepts any value in the JSON: numbers, lists, line breaks. */
function isKey(value: unknown): boolean {
  return typeof value === 'string' && /^[!-~]+$/.test(value);
}

/**
 * The provider reads its command from a config file, and its parser ignores profile names with blanks or non-ASCII letters.
 * So it gets a file in memory that holds only this command.
 */
function provide(command: string): ReturnType<ReturnType<typeof fromProcess>> {
  const profile = 'base';
  const text = `[${profile}]\ncredential_process = ${command.replaceAll('\n', ' ')}\n`;
  return inMemory(text, (filepath) => fromProcess({ profile, filepath, configFilepath: NOWHERE })());
}

/** What the provider has started: it does not hand it out. */
const running = new Set<ChildProcess>();

// The provider uses this instead of Node's `exec`, which waits for processes that the command left in the background.
externalDataInterceptor.interceptToken(
  'exec',
  (command: string, done: (error: ExecException | null, output: { stdout: string }) => void) => {
    const child = exec(command, (error, stdout) =>
      afterSameSignal(child.exitCode, () => done(error, { stdout })),
    );
    running.add(child);
    child.once('exit', () => running.delete(child));
    closeOutputAfterExit(child);
  },
);

/** Rejects with the signal's reason when it is aborted. */
function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/** The provider's own sentences (its `resolveProcessCredentials` and `getValidatedProcessCredentials`). */
const SENTENCES: [end: string, reason: ProcessFailure][] = [
  ['returned invalid JSON.', 'no JSON'],
  ['did not return Version 1.', 'another version'],
  ['returned invalid credentials.', 'no keys'],
  ['returned expired credentials.', 'expired'],
];

/** The provider keeps only the message of an error: its own, or Node's, which has the command line and what it said. */
function failureOf(error: unknown): ProcessKeys {
  const { message } = error instanceof Error ? error : { message: '' };
  /* eslint-disable no-restricted-syntax -- the provider has no codes */
  const known = SENTENCES.find(([end]) => message.endsWith(end))?.[1] ?? 'failed';
  const reason = message.includes(codeMark('command_loop')) ? 'loop' : known;
  const [first = '', ...words] = message.split('\n');
  const isOfNode = first.startsWith('Command failed: ');
  /* eslint-enable no-restricted-syntax */
  return { kind: 'failure', reason, words: isOfNode ? lastWords(words.join('\n')) : undefined };
}
