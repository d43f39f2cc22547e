/** Keys from the `credential_process` of a profile, run by the AWS SDK's own provider. */
import { fromProcess } from '@aws-sdk/credential-provider-process';

export type ProcessKeys =
  | { kind: 'keys'; accessKeyId: string; secretAccessKey: string; sessionToken: string | undefined }
  | { kind: 'failure'; reason: ProcessFailure }
  | { kind: 'late' };

/** What was wrong. The provider's message holds the command line and what it said, where a secret may stand. */
export type ProcessFailure =
  'failed' | 'loop' | 'no JSON' | 'another version' | 'no keys' | 'odd keys' | 'expired';

export interface ProcessKeysOptions {
  profile: string;
  credentialsFile: string;
  configFile: string;
  /** Milliseconds after which nobody waits any longer. */
  patience: number;
  signal: AbortSignal;
}

/** Runs it once. @throws the signal's reason when it is aborted */
export async function keysOfProcess(options: ProcessKeysOptions): Promise<ProcessKeys> {
  const { profile, credentialsFile, configFile, patience, signal } = options;
  const provide = fromProcess({
    profile,
    filepath: credentialsFile,
    configFilepath: configFile,
    ignoreCache: true,
  });
  const late = AbortSignal.timeout(patience);
  try {
    const { accessKeyId, secretAccessKey, sessionToken } = await Promise.race([
      provide(),
      abortion(AbortSignal.any([signal, late])),
    ]);
    const isWhole = isKey(accessKeyId) && isKey(secretAccessKey);
    return isWhole
      ? { kind: 'keys', accessKeyId, secretAccessKey, sessionToken }
      : { kind: 'failure', reason: 'odd keys' };
  } catch (error) {
    signal.throwIfAborted();
    return late.aborted ? { kind: 'late' } : { kind: 'failure', reason: reasonOf(error) };
  }
}

/** The provider takes from the JSON whatever stands there: numbers, lists, line breaks. */
function isKey(value: unknown): boolean {
  return typeof value === 'string' && /^[!-~]+$/.test(value);
}

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
  // What this program says where it is run by itself; the provider's message has it from standard error.
  if (/ runs,? ?(runs )?aws-mfa(,| again,) which would run it again, without end\./.test(message))
    return 'loop';
  if (message.endsWith('returned invalid JSON.')) return 'no JSON';
  if (message.endsWith('did not return Version 1.')) return 'another version';
  if (message.endsWith('returned invalid credentials.')) return 'no keys';
  if (message.endsWith('returned expired credentials.')) return 'expired';
  return 'failed';
}
