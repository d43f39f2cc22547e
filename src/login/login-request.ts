/**
 * Checks the options that were typed, and decides where the code comes from: an option, the environment, the command of
 * `mfa_process`, or the person.
 */
import type { SessionOptions } from './login-options.ts';
import { AwsMfaError } from '../errors.ts';
import { parseMinRemaining, parseSessionDuration } from '../session/duration-and-expiry.ts';
import type { Environment } from '../environment.ts';
import { firstGiven, ofFlag, type Sourced, sourceName } from '../source.ts';
import { parseTokenCode } from '../session/mfa-device.ts';
import { checkCommand, commandLoop, nestedLogin } from './command-code.ts';

export interface LoginRequest {
  profile: Sourced<string> | undefined;
  mfaProfile: string | undefined;
  serialNumber: Sourced<string> | undefined;
  /** Of a role, whose session is asked for instead of the user's own. */
  roleArn: Sourced<string> | undefined;
  roleSessionName: Sourced<string> | undefined;
  externalId: Sourced<string> | undefined;
  region: Sourced<string> | undefined;
  /** Seconds. */
  duration: Sourced<number> | undefined;
  code: CodeSource;
  /** Whether there may be somebody to ask; a terminal is looked for when it is needed. */
  mayAsk: boolean;
  /** Whether the session is written to the credentials file. */
  isKept: boolean;
  /** Seconds that a stored session must still last to be used again. */
  minRemaining: number | undefined;
  /** Where `minRemaining` does not decide, a new session is wanted. */
  wantsNew: boolean;
  /** Whether it is told where every value came from. */
  debug: boolean;
}

/**
 * What was not given stays undefined and is decided by the plan.
 *
 * @param silence why nobody is asked, where it is the command that says so
 * @throws AwsMfaError `usage`, naming the option and its bounds, never the value beside `--token`
 */
export function readLoginRequest(
  options: SessionOptions,
  environment: Environment,
  silence?: string,
): LoginRequest {
  const alone = silence ?? whyNobody(options, environment);
  const code = codeSource(options, environment, alone);
  const duration = options.duration === undefined ? undefined : sessionDuration(options.duration);
  const minRemaining =
    options.minRemaining === undefined ? undefined : parseMinRemaining(options.minRemaining);
  return {
    profile: firstGiven(flag(options.profile, '--profile'), environment.profile),
    mfaProfile: options.mfaProfile,
    serialNumber: flag(options.serialNumber, '--serial-number'),
    roleArn: flag(options.roleArn, '--role-arn'),
    roleSessionName: flag(options.roleSessionName, '--role-session-name'),
    externalId: flag(options.externalId, '--external-id'),
    region: flag(options.region, '--region'),
    duration: ofFlag(duration, '--duration'),
    code,
    mayAsk: alone === undefined,
    isKept: options.write !== false,
    minRemaining,
    wantsNew: options.token !== undefined || duration !== undefined || options.force === true,
    debug: options.debug === true,
  };
}

function whyNobody({ input }: SessionOptions, { ci }: Environment): string | undefined {
  if (input === false) return '--no-input is set';
  return ci ? 'CI is set' : undefined;
}

/** An option's value with its name. @throws AwsMfaError `usage` where it is empty */
function flag(value: string | undefined, name: string): Sourced<string> | undefined {
  if (value === '')
    throw new AwsMfaError('invalid_value', `${name} is empty.`, `Give it a value, or leave it out.`);
  return ofFlag(value, name);
}

function sessionDuration(text: string): number {
  const seconds = parseSessionDuration(text);
  if (seconds !== undefined) return seconds;
  throw new AwsMfaError(
    'invalid_value',
    '--duration must be 900 to 129600 seconds (15m to 36h).',
    'For example: --duration 43200, --duration 12h, --duration 90m',
  );
}

/** Where the code comes from. */
export type CodeSource =
  | {
      kind: 'given';
      code: Sourced<string>;
      /** A new code may be asked for where this one is refused. */
      stale: boolean;
    }
  | { kind: 'stdin' }
  | { kind: 'command'; command: Sourced<string> }
  | { kind: 'ask' }
  | { kind: 'nobody'; why: string };

/**
 * Flags first, then the environment, then whoever sits there.
 * @param alone why nobody is asked; nothing where somebody may be
 * @throws AwsMfaError `usage`
 */
export function codeSource(
  options: SessionOptions,
  environment: Environment,
  alone: string | undefined,
): CodeSource {
  if (options.token !== undefined && options.tokenCommand !== undefined) throw twoSources();
  if (options.token === '-') return { kind: 'stdin' };
  if (options.token !== undefined)
    return given({ value: options.token, source: { kind: 'flag', name: '--token' } }, false);
  if (options.tokenCommand !== undefined) {
    if (options.tokenCommand.trim() === '') throw emptyCommand();
    return {
      kind: 'command',
      command: { value: options.tokenCommand, source: { kind: 'flag', name: '--token-command' } },
    };
  }
  if (environment.tokenCode) return given(environment.tokenCode, alone === undefined);
  return alone === undefined ? { kind: 'ask' } : { kind: 'nobody', why: alone };
}

function given({ value, source }: Sourced<string>, stale: boolean): CodeSource {
  return { kind: 'given', code: { value: checkedCode(value, sourceName(source)), source }, stale };
}

/** @param from for people. @throws AwsMfaError `usage`; the text is not repeated, for it may be a code all the same */
export function checkedCode(text: string, from: string): string {
  const code = parseTokenCode(text);
  if (code !== undefined) return code;
  throw new AwsMfaError(
    'invalid_code',
    `${from}: a code is six digits.`,
    'Type it as the authenticator shows it, for example: --token 123456',
  );
}

/** Where a code will come from, in the person's words. */
export function codeSourceName(source: CodeSource): string {
  switch (source.kind) {
    case 'given':
      return sourceName(source.code.source);
    case 'stdin':
      return sourceName({ kind: 'stdin' });
    case 'command':
      return sourceName(source.command.source);
    case 'ask':
      return 'the prompt';
    case 'nobody':
      return `nobody to ask: ${source.why}`;
  }
}

function emptyCommand(): AwsMfaError {
  return new AwsMfaError(
    'invalid_value',
    '--token-command is empty.',
    'Give it a command that prints the code, or leave it out.',
  );
}

function twoSources(): AwsMfaError {
  return new AwsMfaError(
    'conflicting_options',
    '--token and --token-command both say where the code comes from.',
    'Leave one of them out.',
  );
}

/** The command that the base names (`mfa_process`, which is aws-vault's key) comes ahead of the person. */
export function settledSource(source: CodeSource, command: Sourced<string> | undefined): CodeSource {
  const isOpen = source.kind === 'ask' || source.kind === 'nobody';
  return isOpen && command ? { kind: 'command', command } : source;
}

/** @throws AwsMfaError where it is no command, or would run this program inside a command of this program */
export function checkCodeCommand(source: CodeSource, { nested }: Environment): void {
  if (source.kind !== 'command') return;
  checkCommand(source.command);
  // A command that was typed for this run is not the one that led here.
  if (nested) throw source.command.source.kind === 'flag' ? nestedLogin() : commandLoop(source.command);
}
