/**
 * The one error that this program throws on purpose: what happened, and what to do about it. Its kind decides the exit
 * code, which is the AWS CLI v2's for the same kind of failure.
 */

export type ErrorKind =
  | 'usage' // the command line, or a value on it, cannot be used
  | 'configuration' // profile, keys, device or file missing or unusable
  | 'refused' // AWS answered, and said no
  | 'unreachable' // AWS could not be asked, or its answer could not be understood
  | 'cancelled' // the person gave up: Ctrl-C, Ctrl-D, a prompt left alone
  | 'hangup' // SIGHUP: the terminal went away
  | 'quit' // SIGQUIT
  | 'terminated'; // SIGTERM

export class AwsMfaError extends Error {
  override readonly name = 'AwsMfaError';

  /**
   * @param kind decides the exit code, see {@link exitCode}
   * @param message what happened: a sentence without a secret in it
   * @param remedy what the person can do now: a line of its own, often a whole command
   * @param cause what was thrown underneath; shown only by `--debug`
   */
  constructor(
    readonly kind: ErrorKind,
    message: string,
    readonly remedy?: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

export interface NewWords {
  message?: string;
  remedy?: string;
  /** A line below the remedy. */
  also?: string;
}

/** The same error in other words; the first one becomes its cause. */
export function reworded(error: AwsMfaError, words: NewWords): AwsMfaError {
  const { message = error.message, remedy = error.remedy, also } = words;
  const lines = [remedy, also].filter(Boolean).join('\n');
  return new AwsMfaError(error.kind, message, lines === '' ? undefined : lines, error);
}

/** The process exit code for a kind of failure. */
export function exitCode(kind: ErrorKind): number {
  switch (kind) {
    case 'hangup':
      return 129;
    case 'cancelled':
      return 130;
    case 'quit':
      return 131;
    case 'terminated':
      return 143;
    case 'usage':
      return 252;
    case 'configuration':
      return 253;
    case 'refused':
      return 254;
    case 'unreachable':
      return 255;
  }
}

/** Whether it is the person, or the system, that ended it: nothing is to be done about that. */
export function isStop(kind: ErrorKind): boolean {
  return kind === 'cancelled' || kind === 'hangup' || kind === 'quit' || kind === 'terminated';
}

/** The exit code of a failure of our own where another command is run: the others are that command's. */
export function execExitCode(kind: ErrorKind): number {
  return isStop(kind) ? exitCode(kind) : 125;
}
