/** `aws-mfa exec`: runs a command with a session in its environment, as if it had been run directly. */
import { exitCodeOf, sharedSignal, whyUnstarted } from './child-end.ts';
import type { SessionOptions } from '../../login/login-options.ts';
import { AwsMfaError } from '../../errors.ts';
import { environmentFor } from './child-environment.ts';
import { option, shellCommand } from '../../text/shell-command.ts';
import type { Context } from '../../context.ts';

/**
 * @param words the command and its arguments
 * @returns the exit code of the command
 * @throws AwsMfaError of every kind; the command was not run
 */
export async function exec(
  words: readonly string[],
  options: SessionOptions,
  context: Context,
): Promise<number> {
  const { command, args } = readCommandLine(words);
  const variables = await environmentFor(options, context);
  const end = await context.processes.runChild(command, args, variables).catch((error: unknown) => {
    throw notRun(error);
  });
  if (end.kind === 'unstarted') {
    const [what, remedy] = whyUnstarted(command, end.reason);
    context.output.say('error', what);
    context.output.say('remedy', remedy);
  }
  const signal = sharedSignal(end);
  if (signal) context.processes.endBy(signal);
  return exitCodeOf(end);
}

/** The signal's own error says that nothing was written, and a session may have been. */
function notRun(reason: unknown): unknown {
  return reason instanceof AwsMfaError
    ? new AwsMfaError(reason.code, 'Cancelled; the command was not run.')
    : reason;
}

/** The command that is to be run, as it was typed behind `exec`. */
export interface CommandLine {
  command: string;
  args: string[];
}

/** @throws AwsMfaError `usage` where there is none, or something else stands in its place */
export function readCommandLine(words: readonly string[]): CommandLine {
  const [command, ...args] = words;
  if (!command) {
    throw new AwsMfaError(
      'invalid_usage',
      'No command was given.',
      'For example: `aws-mfa exec -- aws s3 ls`',
    );
  }
  // What there is no command for is repeated in the error, and a code may still be good.
  if (/^\d{6}$/.test(command)) {
    throw new AwsMfaError('misplaced_code', 'That is a code, not a command.', 'A code goes behind --token.');
  }
  if (args[0] === '--') {
    throw new AwsMfaError(
      'invalid_usage',
      'The profile stands where the command belongs.',
      `Name it like this: ${shellCommand('aws-mfa', 'exec', ...option('--profile', command), '--', 'COMMAND')}`,
    );
  }
  return { command, args };
}
