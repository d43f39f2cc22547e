/** `aws-mfa exec`: runs a command with a session in its environment, as if it had been run directly. */
import type { Variables } from '../domain/environment.ts';
import {
  exitCodeOf,
  sharedSignal,
  whyUnstarted,
  type ChildEnd,
  type SharedSignal,
} from '../domain/exec/child-end.ts';
import { readCommandLine } from '../domain/exec/command-line.ts';
import type { SessionOptions } from '../domain/session/login-options.ts';
import { AwsMfaError } from '../errors.ts';
import { environmentFor, type ExecEnvironmentDeps } from './session/exec-environment.ts';

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
    ? new AwsMfaError(reason.kind, 'Cancelled; the command was not run.')
    : reason;
}
