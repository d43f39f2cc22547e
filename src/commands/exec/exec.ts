/** `aws-mfa exec`: runs a command with a session in its environment, as if it had been run directly. */
import type { Variables } from '../../environment.ts';
import { exitCodeOf, sharedSignal, whyUnstarted, type ChildEnd, type SharedSignal } from './child-end.ts';
import type { SessionOptions } from '../../login/login-options.ts';
import { AwsMfaError } from '../../errors.ts';
import { environmentFor, type ExecEnvironmentDeps } from './child-environment.ts';
import { option, shellCommand } from '../../text/shell-command.ts';

/** Runs a command on the streams and the terminal of this program, and waits for its end. */
export type RunChild = (command: string, args: readonly string[], variables: Variables) => Promise<ChildEnd>;

export interface ExecDeps extends ExecEnvironmentDeps {
  /** Loaded when it is needed. */
  loadRunChild(): Promise<RunChild>;
  /** Ends this program by a signal; returns where the system does not let it. */
  endBy(signal: SharedSignal): void;
}

/**
 * @param words the command and its arguments
 * @returns the exit code of the command
 * @throws AwsMfaError of every kind; the command was not run
 */
export async function exec(
  words: readonly string[],
  options: SessionOptions,
  deps: ExecDeps,
): Promise<number> {
  const { command, args } = readCommandLine(words);
  const variables = await environmentFor(options, deps);
  const runChild = await deps.loadRunChild();
  // From here on a signal is the command's.
  if (deps.signal.aborted) throw notRun(deps.signal);
  const end = await runChild(command, args, variables);
  if (end.kind === 'unstarted') {
    const [what, remedy] = whyUnstarted(command, end.reason);
    deps.say('error', what);
    deps.say('remedy', remedy);
  }
  const signal = sharedSignal(end);
  if (signal) deps.endBy(signal);
  return exitCodeOf(end);
}

/** The signal's own error says that nothing was written, and a session may have been. */
function notRun({ reason }: AbortSignal): unknown {
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
