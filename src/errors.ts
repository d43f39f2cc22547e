/**
 * The one error this program throws on purpose: what happened, in the user's terms, and what to do about it.
 * The code says which failure it is, for programs; its kind decides the exit code, and those are of the AWS CLI v2.
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

/** Every failure by its code, which never changes, with its kind. `docs/reference/error-codes.md` says when each is met. */
export const ERROR_KINDS = {
  invalid_usage: 'usage',
  invalid_value: 'usage',
  conflicting_options: 'usage',
  invalid_code: 'usage',
  misplaced_code: 'usage',
  nobody_to_ask: 'usage',
  role_needs_section: 'usage',
  no_home_folder: 'configuration',
  no_keys: 'configuration',
  no_profile: 'configuration',
  no_session: 'configuration',
  several_bases: 'configuration',
  unusable_base: 'configuration',
  base_gone: 'configuration',
  profile_circle: 'configuration',
  role_chain: 'configuration',
  role_without_session: 'configuration',
  section_taken: 'configuration',
  not_our_session: 'configuration',
  no_device: 'configuration',
  invalid_device: 'configuration',
  invalid_keys: 'configuration',
  invalid_setting: 'configuration',
  insecure_endpoint: 'configuration',
  invalid_certificates: 'configuration',
  code_command_failed: 'configuration',
  process_failed: 'configuration',
  command_loop: 'configuration',
  unwritable_value: 'configuration',
  file_unusable: 'configuration',
  file_error: 'configuration',
  file_busy: 'configuration',
  file_changed: 'configuration',
  wrong_code: 'refused',
  unknown_device: 'refused',
  temporary_keys: 'refused',
  unknown_key: 'refused',
  wrong_secret: 'refused',
  clock_off: 'refused',
  malformed_request: 'refused',
  role_denied: 'refused',
  role_too_long: 'refused',
  region_disabled: 'refused',
  access_denied: 'refused',
  throttled: 'refused',
  not_reached: 'unreachable',
  no_answer: 'unreachable',
  unusable_answer: 'unreachable',
  aws_busy: 'unreachable',
  output_failed: 'unreachable',
  internal: 'unreachable',
  cancelled: 'cancelled',
  left_alone: 'cancelled',
  hangup: 'hangup',
  quit: 'quit',
  terminated: 'terminated',
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERROR_KINDS;

/** What is said, and what the person can do about it: two texts, each for people alone. */
export interface Advice {
  /** A sentence without a secret in it. */
  message: string;
  /** A line of its own, often a whole command. */
  hint?: string | undefined;
}

/** Both as one text, a line below the other. */
export function adviceText({ message, hint }: Advice): string {
  return hint ? `${message}\n${hint}` : message;
}

export class AwsMfaError extends Error implements Advice {
  override readonly name = 'AwsMfaError';

  /**
   * @param code which failure it is: all that a decision may rest on, with the kind it belongs to
   * @param message what happened: a sentence without a secret in it
   * @param hint what the person can do now: a line of its own, often a whole command
   * @param cause what was thrown underneath; shown only by `--debug`
   */
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly hint?: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }

  get kind(): ErrorKind {
    return ERROR_KINDS[this.code];
  }
}

/** What a run of this program says beside an error to another one that runs it, which knows the failure by it. */
export function codeMark(code: ErrorCode): string {
  return `[aws-mfa: ${code}]`;
}

export interface NewWords {
  message?: string;
  hint?: string;
  /** A line below the remedy. */
  also?: string;
}

/** The same error in other words; the first one becomes its cause. */
export function reworded(error: AwsMfaError, words: NewWords): AwsMfaError {
  const { message = error.message, hint = error.hint, also } = words;
  const lines = [hint, also].filter(Boolean).join('\n');
  return new AwsMfaError(error.code, message, lines === '' ? undefined : lines, error);
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
