/** Turns the output of a `credential_process` into a long-term access key, or into an error. */
import { AwsMfaError } from '../errors.ts';
import { type Sourced, sourceName } from '../source.ts';
import { isTemporary, type LongTermKeys } from './profile-kind.ts';

export type ProcessKeys =
  | { kind: 'keys'; accessKeyId: string; secretAccessKey: string; sessionToken: string | undefined }
  /** `words`: the last line of its standard error. Shown only if the command is known. */
  | { kind: 'failure'; reason: ProcessFailure; words?: string | undefined }
  | { kind: 'late' };

/** What was wrong. The SDK's own message is not used: it has the command line and its output, which may be secret. */
export type ProcessFailure =
  'failed' | 'loop' | 'no JSON' | 'another version' | 'no keys' | 'malformed keys' | 'expired';

/**
 * @param command the setting; only its name is shown, because the command line may have secrets
 * @throws AwsMfaError `configuration`
 */
export function longTermKeysOf(answer: ProcessKeys, command: Sourced<string>): LongTermKeys {
  const error = (what: string, hint: string) =>
    new AwsMfaError('process_failed', `${sourceName(command.source)} ${what}.`, hint);
  if (answer.kind === 'late')
    throw error('did not finish within a minute', 'Run the command in a shell to see why.');
  if (answer.kind === 'failure') {
    if (answer.reason === 'loop') throw processLoop(command);
    throw error(FAILURES[answer.reason], FORM);
  }
  const { accessKeyId, secretAccessKey, sessionToken } = answer;
  if (isTemporary(accessKeyId, sessionToken)) {
    throw error(
      'gives temporary credentials, but an MFA session needs a long-term access key',
      'Use a profile with a long-term access key: `--profile NAME`',
    );
  }
  return { accessKeyId, secretAccessKey };
}

export function processLoop(command: Sourced<string>): AwsMfaError {
  return new AwsMfaError(
    'command_loop',
    `${sourceName(command.source)} runs aws-mfa, which would run it again.`,
    'Move that line to another profile, and keep the long-term access key in the base profile.',
  );
}

const FAILURES: Record<Exclude<ProcessFailure, 'loop'>, string> = {
  failed: 'failed',
  'no JSON': 'printed something other than JSON',
  'another version': 'printed a Version other than 1',
  'no keys': 'printed no AccessKeyId or no SecretAccessKey',
  'malformed keys': 'printed a malformed AccessKeyId or SecretAccessKey',
  expired: 'printed expired credentials',
};

const FORM = 'Run the command in a shell. It must print {"Version":1,"AccessKeyId":…,"SecretAccessKey":…}';
