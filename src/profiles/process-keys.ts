/** Turns the answer of a `credential_process` into long-term keys, or into the error that says why it has none. */
import { AwsMfaError } from '../errors.ts';
import { type Sourced, sourceName } from '../source.ts';
import { isTemporary, type LongTermKeys } from './profile-kind.ts';

export type ProcessKeys =
  | { kind: 'keys'; accessKeyId: string; secretAccessKey: string; sessionToken: string | undefined }
  | { kind: 'failure'; reason: ProcessFailure }
  | { kind: 'late' };

/** What was wrong. The provider's message holds the command line and what it printed, which may be a secret. */
export type ProcessFailure =
  'failed' | 'loop' | 'no JSON' | 'another version' | 'no keys' | 'odd keys' | 'expired';

/**
 * @param command the setting; only where it stands is told, for the line may hold secrets
 * @throws AwsMfaError `configuration`
 */
export function longTermKeysOf(answer: ProcessKeys, command: Sourced<string>): LongTermKeys {
  const error = (what: string, hint: string) =>
    new AwsMfaError('process_failed', `${sourceName(command.source)} ${what}.`, hint);
  if (answer.kind === 'late') throw error('did not answer within a minute', 'Try it by itself in the shell.');
  if (answer.kind === 'failure') {
    if (answer.reason === 'loop') throw processLoop(command);
    throw error(FAILURES[answer.reason], FORM);
  }
  const { accessKeyId, secretAccessKey, sessionToken } = answer;
  if (isTemporary(accessKeyId, sessionToken)) {
    throw error(
      'gives temporary keys, and AWS gives an MFA session only for long-term ones',
      'Name a profile with long-term keys: `--profile NAME`',
    );
  }
  return { accessKeyId, secretAccessKey };
}

/** The error for a process that leads back to this program, which would run it again without end. */
export function processLoop(command: Sourced<string>): AwsMfaError {
  return new AwsMfaError(
    'command_loop',
    `${sourceName(command.source)} runs aws-mfa, which would run it again, without end.`,
    'Let it be a profile of its own, and put the long-term keys, or the command that has them, into the base.',
  );
}

const FAILURES: Record<Exclude<ProcessFailure, 'loop'>, string> = {
  failed: 'failed',
  'no JSON': 'printed something else than JSON',
  'another version': 'printed an answer that is not of Version 1',
  'no keys': 'printed an answer without AccessKeyId or SecretAccessKey',
  'odd keys': 'printed an AccessKeyId or SecretAccessKey that no key looks like',
  expired: 'gave keys that have expired',
};

const FORM =
  'Try it by itself in the shell: it should print {"Version":1,"AccessKeyId":…,"SecretAccessKey":…}';
