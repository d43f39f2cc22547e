/** `aws-mfa exec`: runs a command with a session in its environment, and ends as the command does. */
import { AwsMfaError } from '../../errors.ts';
import { environmentFor, type ExecOptions } from './child-environment.ts';
import { couldBeCode } from '../../profiles/profile.ts';
import { shellCommand } from '../../text/shell-command.ts';
import type { ChildEnd } from '../../system/processes/run-child.ts';
import type { Context } from '../../context.ts';

/**
 * @param words the command and its arguments
 * @returns the exit code of the command
 * @throws AwsMfaError of every kind; the command was not run
 */
export async function exec(
  words: readonly string[],
  options: ExecOptions,
  context: Context,
): Promise<number> {
  const { command, args } = readCommandLine(words);
  const variables = await environmentFor(options, context);
  const end = await context.processes.runChild(command, args, variables).catch((error: unknown) => {
    // The error of the signal says that nothing was written, but a session may have been.
    throw error instanceof AwsMfaError
      ? new AwsMfaError(error.code, 'Canceled; the command was not run.')
      : error;
  });
  if (end.kind === 'unstarted') {
    const [what, remedy] = whyUnstarted(command, end.reason);
    context.output.say('error', what);
    context.output.say('remedy', remedy);
  }
  const signal = end.kind === 'killed' ? SHARED[end.signal] : undefined;
  if (signal) context.processes.endBy(signal);
  return exitCodeOf(end);
}

/** @throws AwsMfaError `usage` if there is no command, or a code in its place */
function readCommandLine(words: readonly string[]): { command: string; args: string[] } {
  const [command, ...args] = words;
  if (!command) {
    throw new AwsMfaError(
      'invalid_usage',
      'No command was given.',
      'For example:\n`aws-mfa exec -- aws s3 ls`',
    );
  }
  // A command that is not found is repeated in the error, and the code may still be valid.
  if (couldBeCode(command)) {
    throw new AwsMfaError(
      'misplaced_code',
      'The command looks like an MFA code.',
      'To pass a code: `aws-mfa exec --token CODE -- COMMAND`',
    );
  }
  return { command, args };
}

/** As a shell would report it (POSIX, Shell Command Language, "Exit Status for Commands"). */
function exitCodeOf(end: ChildEnd): number {
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
 * The signals that must end this program, too: a shell stops its loop at Ctrl-C, and a service manager takes SIGTERM for
 * an orderly end, only if they see the signal itself. Other signals mean a crash: a core file of this program would
 * hold keys.
 */
const SHARED: Partial<Record<number, NodeJS.Signals>> = { 1: 'SIGHUP', 2: 'SIGINT', 15: 'SIGTERM' };

/** @param reason the system's error code */
function whyUnstarted(command: string, reason: string): [what: string, remedy: string] {
  const isPath = /[/\\]/.test(command);
  switch (reason) {
    case 'ENOENT':
      return isPath
        ? [`${command} does not exist, or the interpreter in its #! line does not.`, 'Check both paths.']
        : [`Command not found in PATH: ${command}.`, 'Check the name, or give the full path.'];
    case 'EACCES':
      return isPath
        ? [
            `${command} cannot be run: it is not executable, or it is a folder.`,
            `For a script:\n${shellCommand('chmod', '+x', { path: command })}`,
          ]
        : [
            `${command} cannot be run: the file in PATH is not executable, or its folder is not accessible.`,
            'Give the full path of another one.',
          ];
    case 'E2BIG':
      return [
        `The arguments of ${command} and the environment are too large for the system.`,
        'Pass fewer arguments, put them in a file, or unset large variables.',
      ];
    case 'EINVAL':
      return [
        `An argument of ${command} contains a line break, which a batch file cannot receive.`,
        'Remove the line break, or run a program (.exe) instead.',
      ];
    default:
      return [`${command} could not be run (${reason}).`, 'Run it in your shell to see what is wrong.'];
  }
}
