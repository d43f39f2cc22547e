/** Tells a user within `aws-mfa exec`, whose environment has keys of one profile, that a command changes another one. */
import type { Context } from '../context.ts';
import { AwsMfaError } from '../errors.ts';
import { option, shellCommand } from '../text/shell-command.ts';
import type { KeyPlace } from './key-place.ts';

interface Selection {
  /** `--profile`, a word or `AWS_PROFILE`: then there is no doubt. */
  named: unknown;
  /** Whether a question follows that names the profile. */
  isAsked: boolean;
  /** The command, for the hint: `['rotate', '--yes']`. */
  words: readonly [command: string, ...options: string[]];
}

/**
 * Warns about a key in the environment that is neither the access key nor of one of its sessions.
 * @throws AwsMfaError `invalid_usage` if nothing would be asked
 */
export function checkForeignKey(
  { base, keys, files }: KeyPlace,
  { named, isAsked, words }: Selection,
  { environment, output }: Context,
): void {
  const { accessKeyId } = environment;
  if (accessKeyId === undefined || named !== undefined || accessKeyId === keys.accessKeyId) return;
  const isOwnSession = [...files.credentials.values()].some(
    (values) => values.get('aws_access_key_id') === accessKeyId && values.get('x_source_profile') === base,
  );
  if (isOwnSession) return;
  const what = `${words[0]} changes the access key of [${base}], not the one in the environment (…${accessKeyId.slice(-4)}).`;
  if (isAsked) output.say('warning', `${what} To select another profile: \`--profile NAME\``);
  else {
    throw new AwsMfaError(
      'invalid_usage',
      `${what} No profile is named.`,
      `Name the profile, for example:\n${shellCommand('aws-mfa', ...words, ...option('--profile', base))}`,
    );
  }
}
