/** `aws-mfa exec`: runs a command with a session in its environment, and ends as the command does. */
import type { SessionOptions } from '../../login/login-request.ts';
import { AwsMfaError } from '../../errors.ts';
import { environmentFor } from './child-environment.ts';
import { option, shellCommand } from '../../text/shell-command.ts';
import type { ChildEnd } from '../../system/processes/run-child.ts';
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
    // The error of the signal says that nothing was written, but a session may have been.
    throw error instanceof AwsMfaError
      ? new AwsMfaError(error.code, 'Cancelled; the command was not run.')
      : error;
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

/** @throws AwsMfaError `usage` if there is no command, or something else in its place */
export function readCommandLine(words: readonly string[]): { command: string; args: string[] } {
  const [command, ...args] = words;
  if (!command) {
    throw new AwsMfaError(
      'invalid_usage',
      'No command was given.',
      'For example: `aws-mfa exec -- aws s3 ls`',
    );
  }
  // A command that is not found is repeated in the error, and the code may still be valid.
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

/** As a shell would report it (POSIX, Shell Command Language, "Exit Status for Commands"). */
export function exitCodeOf(end: ChildEnd): number {
  switch (end.kind) {
    case 'exited':
      return end.code;
    case 'killed':
      return 128 + end.signal;
    case 'unstarted':
      return end.reason === 'ENOENT' ? 127 : 126;
  }
}

/**
 * The signal that must end this program, too: a shell stops its loop at Ctrl-C, and a service manager takes SIGTERM for
 * an orderly end, only if they see the signal itself. Other signals mean a crash: a core file of this program would
 * hold keys.
 */
export function sharedSignal(end: ChildEnd): NodeJS.Signals | undefined {
  return end.kind === 'killed' ? SHARED[end.signal] : undefined;
}

const SHARED: Partial<Record<number, NodeJS.Signals>> = { 1: 'SIGHUP', 2: 'SIGINT', 15: 'SIGTERM' };

/** @param reason the system's error code */
export function whyUnstarted(command: string, reason: string): [what: string, remedy: string] {
  const isPath = command.includes('/');
  switch (reason) {
    case 'ENOENT':
      return isPath
        ? [`There is no program ${command}, or none that its first line names.`, 'Check both paths.']
        : [
            `There is no command ${command} in the folders of PATH.`,
            'Check its name, or give its whole path.',
          ];
    case 'EACCES':
      return isPath
        ? [
            `${command} may not be run: it is not executable, or a folder.`,
            `For a script: ${shellCommand('chmod', '+x', { path: command })}`,
          ]
        : [
            `${command} may not be run: the one in the folders of PATH is not executable, or in a folder closed to you.`,
            'Give the whole path of another.',
          ];
    case 'E2BIG':
      return [
        `The arguments of ${command} and its environment are more than the system takes.`,
        'Give it fewer arguments, or a file of them; or unset what fills the environment.',
      ];
    default:
      return [`${command} could not be run (${reason}).`, 'Try it by itself in the shell.'];
  }
}
