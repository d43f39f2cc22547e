/** The command that is to be run, as it was typed behind `exec`. */
import { AwsMfaError } from '../../errors.ts';
import { option, shellCommand } from '../../shell-command.ts';

export interface CommandLine {
  command: string;
  args: string[];
}

/** @throws AwsMfaError `usage` where there is none, or something else stands in its place */
export function readCommandLine(words: readonly string[]): CommandLine {
  const [command, ...args] = words;
  if (!command) {
    throw new AwsMfaError('usage', 'No command was given.', 'For example: `aws-mfa exec -- aws s3 ls`');
  }
  // What there is no command for is repeated in the error, and a code may still be good.
  if (/^\d{6}$/.test(command)) {
    throw new AwsMfaError('usage', 'That is a code, not a command.', 'A code goes behind --token.');
  }
  if (args[0] === '--') {
    throw new AwsMfaError(
      'usage',
      'The profile stands where the command belongs.',
      `Name it like this: ${shellCommand('aws-mfa', 'exec', ...option('--profile', command), '--', 'COMMAND')}`,
    );
  }
  return { command, args };
}
