/** What `rotate`, `protect` and `enroll` share: whose key it is and whether it is meant, one change at a time, the result. */
import { whoseKeys, type Identity, type KeyContext } from '../aws/identity.ts';
import type { Context, Output } from '../context.ts';
import { AwsMfaError, outputFailed } from '../errors.ts';
import { sharedFilePaths } from '../shared-files/read-shared-files.ts';
import { option, shellCommand } from '../text/shell-command.ts';
import type { KeyPlace } from './key-place.ts';

/**
 * The IAM user who has the keys. The root user and roles have other ways.
 * @param rule what of users the command changes: `aws-mfa replaces only access keys of IAM users.`
 * @throws AwsMfaError `unusable_base` if they are of nobody else; `refused`, `unreachable`, or the signal's reason
 */
export async function iamUser(
  keyContext: KeyContext,
  { command, rule }: { command: string; rule: string },
  context: Context,
): Promise<Identity & { userName: string }> {
  const identity = await whoseKeys(keyContext, context);
  const { userName, shown } = identity;
  if (userName !== undefined) return { ...identity, userName };
  throw new AwsMfaError(
    'unusable_base',
    `The access key of [${keyContext.base}] belongs to ${shown}. ${rule}`,
    `Name a profile with the access key of an IAM user:\n${shellCommand('aws-mfa', command, ...option('--profile', 'NAME'))}`,
  );
}

export interface Result {
  lines: [first: string, ...others: string[]];
  json: Record<string, unknown>;
}

interface Telling {
  /** Whether the result is printed as JSON. */
  json: boolean | undefined;
  /** What is said if it cannot be printed: `The MFA device is saved.` */
  state: string;
}

const WAITING =
  'Waiting for another `aws-mfa rotate` or `aws-mfa protect`, which may be at a question in another terminal. To stop waiting, press Ctrl-C.';

/** @param work changes the key */
export async function changeKey(
  work: () => Promise<Result>,
  told: Telling,
  { environment, files, output }: Context,
): Promise<void> {
  const path = sharedFilePaths(environment, files.home).credentials;
  // Each of two changes at once would take the key of the other for one of another machine.
  const onWait = () => output.say('note', WAITING);
  await printResult(await files.inTurn({ path, name: 'rotate', onWait }, work), told, output);
}

/** @throws AwsMfaError `output_failed` */
export async function printResult(
  { lines: [first, ...others], json }: Result,
  told: Telling,
  output: Output,
): Promise<void> {
  if (told.json) output.printJson(json);
  else {
    output.say('result', first);
    others.forEach((line) => output.say('plain', line));
  }
  const lost = await output.lost();
  if (lost !== undefined) throw outputFailed(`${told.state} The result`, lost);
}

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
