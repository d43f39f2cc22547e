/** The options of the commands that need a session, as typed, and the request that they make once they are checked. */
import { codeSource, type CodeSource } from './code-source.ts';
import { AwsMfaError } from '../errors.ts';
import { parseDuration, parseMinRemaining, parseSessionDuration } from '../session/duration-and-expiry.ts';
import type { Environment } from '../environment.ts';
import { firstGiven, ofFlag, type Sourced } from '../source.ts';

export interface SessionOptions {
  profile?: string;
  mfaProfile?: string;
  token?: string;
  tokenCommand?: string;
  duration?: string;
  serialNumber?: string;
  roleArn?: string;
  roleSessionName?: string;
  externalId?: string;
  region?: string;
  minRemaining?: string;
  force?: boolean;
  /** False for `--no-input`. */
  input?: boolean;
  /** False for `--no-write`. */
  write?: boolean;
  debug?: boolean;
}

export interface LoginOptions extends SessionOptions {
  dryRun?: boolean;
  json?: boolean;
}

/** What a command does if no option says otherwise. */
export interface CommandDefaults {
  /** Seconds that a stored session must still last. */
  minRemaining: number;
  /** The same if a code can be had without a prompt. */
  minRemainingUnattended?: number;
  /** Why this command never asks the user. */
  whyNobody?: string | undefined;
}

/** Of `login`: long enough not to expire in the middle of the work that starts now. */
const LOGIN_DEFAULTS: CommandDefaults = { minRemaining: 3600 };

/** Options that were not given are undefined; the plan decides them. */
export interface LoginRequest {
  profile: Sourced<string> | undefined;
  mfaProfile: string | undefined;
  serialNumber: Sourced<string> | undefined;
  roleArn: Sourced<string> | undefined;
  roleSessionName: Sourced<string> | undefined;
  externalId: Sourced<string> | undefined;
  region: Sourced<string> | undefined;
  /** Seconds. */
  duration: Sourced<number> | undefined;
  code: CodeSource;
  /** Whether the user may be asked. A terminal is opened only when it is needed. */
  mayAsk: boolean;
  /** Whether the session is written to the credentials file. */
  writesSession: boolean;
  /** `--min-remaining`, in seconds. */
  minRemaining: number | undefined;
  /** `--token`, `--duration` or `--force`: a new session, unless `minRemaining` is given too. */
  wantsNew: boolean;
  defaults: CommandDefaults;
  debug: boolean;
}

/** @throws AwsMfaError `usage`, with the option and its limits; the value of `--token` is never repeated */
export function readLoginRequest(
  options: SessionOptions,
  environment: Environment,
  defaults: CommandDefaults = LOGIN_DEFAULTS,
): LoginRequest {
  const { token, force, input, write } = options;
  const whyNobody =
    defaults.whyNobody ?? (input === false ? '--no-input is set' : environment.ci ? 'CI is set' : undefined);
  const code = codeSource(options, environment, whyNobody);
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
    mayAsk: whyNobody === undefined,
    writesSession: write !== false,
    minRemaining,
    wantsNew: token !== undefined || duration !== undefined || force === true,
    defaults,
    debug: options.debug === true,
  };
}

/** @throws AwsMfaError `usage` if the value is empty */
function flag(value: string | undefined, name: string): Sourced<string> | undefined {
  if (value === '')
    throw new AwsMfaError('invalid_value', `${name} is empty.`, 'Give it a value, or omit it.');
  return ofFlag(value, name);
}

function sessionDuration(text: string): number {
  const seconds = parseSessionDuration(text);
  if (seconds !== undefined) return seconds;
  throw new AwsMfaError(
    'invalid_value',
    parseDuration(text) === undefined
      ? '--duration must be a duration such as 43200, 12h, 90m or 5h30m.'
      : '--duration must be 900 to 129600 seconds (15m to 36h).',
    'For example: `--duration 12h`',
  );
}
