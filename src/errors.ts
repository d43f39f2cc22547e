/**
 * The one error that this program throws on purpose: what happened, and what to do about it. Its code says which failure
 * it is; the kind of the code decides the exit code.
 */

/** The exit code of each kind of failure: those of the AWS CLI v2, and 128 plus the number of a signal. */
const EXIT_CODES = {
  usage: 252, // the command line, or a value on it, cannot be used
  configuration: 253, // profile, keys, device or file missing or unusable
  refused: 254, // AWS rejected the request
  unreachable: 255, // AWS gave no answer, or none that can be read
  cancelled: 130, // the user gave up: Ctrl-C, Ctrl-D, a prompt without an answer
  hangup: 129, // SIGHUP: the terminal was closed
  quit: 131, // SIGQUIT
  terminated: 143, // SIGTERM
} as const;

export type ErrorKind = keyof typeof EXIT_CODES;

/** The kind of each error code. Codes never change; `docs/reference/error-codes.md` lists them. */
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
  overridden_keys: 'configuration',
  base_gone: 'configuration',
  profile_circle: 'configuration',
  role_chain: 'configuration',
  role_without_session: 'configuration',
  wrong_partition: 'configuration',
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
  no_store: 'configuration',
  store_failed: 'configuration',
  too_many_keys: 'configuration',
  too_many_devices: 'configuration',
  device_name_taken: 'configuration',
  no_old_key: 'configuration',
  file_unusable: 'configuration',
  file_error: 'configuration',
  file_busy: 'configuration',
  file_changed: 'configuration',
  wrong_code: 'refused',
  unknown_device: 'refused',
  temporary_keys: 'refused',
  session_rejected: 'refused',
  unknown_key: 'refused',
  wrong_secret: 'refused',
  clock_off: 'refused',
  malformed_request: 'refused',
  new_key_unknown: 'refused',
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

export interface Advice {
  /** What happened: a sentence without a secret in it. */
  message: string;
  /** What the user can do. A command to copy is on a line of its own. */
  hint?: string | undefined;
}

/** Both texts, one below the other. */
export function adviceText({ message, hint }: Advice): string {
  return hint ? `${message}\n${hint}` : message;
}

export class AwsMfaError extends Error implements Advice {
  override readonly name = 'AwsMfaError';

  /**
   * @param code which failure it is: decisions depend on it, or on its kind, and never on a text
   * @param message see {@link Advice}
   * @param hint see {@link Advice}
   * @param cause the underlying error; shown only by `--debug`
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

/**
 * @param what could not be written: `The output`
 * @param reason the system's error code
 */
export function outputFailed(what: string, reason: string): AwsMfaError {
  return new AwsMfaError(
    'output_failed',
    `${what} could not be written to standard output (${reason}).`,
    'Redirect it to another program, or to a file on a disk with free space.',
  );
}

/** Printed after an error for another run of this program, which recognizes the failure by it. */
export function codeMark(code: ErrorCode): string {
  return `[aws-mfa: ${code}]`;
}

/** Anything that was thrown, as an error of this program. @param hint if it is not one yet */
export function asMfaError(thrown: unknown, hint?: string): AwsMfaError {
  return thrown instanceof AwsMfaError
    ? thrown
    : new AwsMfaError('internal', 'aws-mfa failed unexpectedly.', hint, thrown);
}

/** @param what options of which only one can be given: `--token and --token-command` */
export function conflict(what: string): AwsMfaError {
  return new AwsMfaError('conflicting_options', `${what} cannot be combined.`, 'Use only one of them.');
}

/**
 * The same error with another text; the original becomes its cause.
 * `also` is a line below the hint.
 */
export function reworded(
  error: AwsMfaError,
  { message = error.message, hint = error.hint, also }: Partial<Advice> & { also?: string },
): AwsMfaError {
  const lines = [hint, also].filter(Boolean).join('\n');
  return new AwsMfaError(error.code, message, lines === '' ? undefined : lines, error);
}

export function exitCode(kind: ErrorKind): number {
  return EXIT_CODES[kind];
}

/** Whether the user or the system ended the program, so that nothing has to be fixed. */
export function isStop(kind: ErrorKind): boolean {
  return EXIT_CODES[kind] < 250;
}

/** The exit code if `exec` itself fails: all others are those of its command. */
export function execExitCode(kind: ErrorKind): number {
  return isStop(kind) ? exitCode(kind) : 125;
}
