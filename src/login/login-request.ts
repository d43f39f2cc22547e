/** Checks the options that were typed. What was not given stays undefined and is decided elsewhere. */
import type { SessionOptions } from './login-options.ts';
import { AwsMfaError } from '../errors.ts';
import { codeSource, type CodeSource } from './code-source.ts';
import { parseMinRemaining, parseSessionDuration } from '../session/duration.ts';
import type { Environment } from '../environment.ts';
import { firstGiven, ofFlag, type Sourced } from '../source.ts';

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
