/** The options of the commands that need a session, as typed, and the request that they make once they are checked. */
import { codeSource, type CodeSource } from './code-source.ts';
import { AwsMfaError } from '../errors.ts';
import { parseDuration, parseMinRemaining, parseSessionDuration } from '../session/duration-and-expiry.ts';
import type { Environment } from '../environment.ts';
import { ofFlag, sourced, type Sourced } from '../source.ts';

export interface SessionOptions {
  profile?: string;
  /** Whether the profile was given without `--profile`. */
  isWord?: boolean;
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
  /** How long to wait for another terminal. */
  wait?: string;
  /** False for `--no-write`. */
  write?: boolean;
  debug?: boolean;
}

export interface LoginOptions extends SessionOptions {
  /** Renew the session of every MFA profile. */
  all?: boolean;
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
  /** The base profile that the user chose among several. */
  chosenBase?: string | undefined;
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
  /** `--wait`: how long another terminal has to renew the session. Nobody is asked. */
  waitSeconds: number | undefined;
  defaults: CommandDefaults;
  debug: boolean;
}

/** @throws AwsMfaError `usage`, with the option and its limits; the value of `--token` is never repeated */
export function readLoginRequest(
  options: SessionOptions,
  environment: Environment,
  defaults: CommandDefaults = LOGIN_DEFAULTS,
): LoginRequest {
  const { token, force, wait, write } = options;
  const whyNobody = defaults.whyNobody ?? reasonNotToAsk(options, environment);
  const code = codeSource(options, environment, whyNobody);
  const duration = options.duration === undefined ? undefined : parseSessionDuration(options.duration);
  const minRemaining =
    options.minRemaining === undefined ? undefined : parseMinRemaining(options.minRemaining);
  return {
    profile: givenProfile(options) ?? environment.profile,
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
    waitSeconds: wait === undefined ? undefined : waitSeconds(wait),
    defaults,
    debug: options.debug === true,
  };
}

/** Why nobody is asked, by the options and the environment: `CI is set`; undefined if there is no reason. */
export function reasonNotToAsk(
  { input, wait }: { input?: boolean | undefined; wait?: string },
  { ci }: Environment,
): string | undefined {
  if (wait !== undefined) return 'no other terminal has renewed the session';
  if (input === false) return '--no-input is set';
  return ci ? 'CI is set' : undefined;
}

/** The longest time that a timer can wait is 24 days; an hour is more than anybody needs for six digits. */
const LONGEST_WAIT = 3600;

/** @throws AwsMfaError `usage` */
function waitSeconds(text: string): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined && seconds > 0 && seconds <= LONGEST_WAIT) return seconds;
  throw new AwsMfaError(
    'invalid_value',
    '--wait must be a duration of at most an hour, such as 300, 5m or 1h.',
    'For example: `--wait 5m`',
  );
}

/** The profile, and whether it was typed as a word or with `--profile`. @throws AwsMfaError `usage` if it is empty */
export function givenProfile({
  profile,
  isWord,
}: Pick<SessionOptions, 'profile' | 'isWord'>): Sourced<string> | undefined {
  return isWord ? sourced(profile, { kind: 'argument' }) : flag(profile, '--profile');
}

/** Whether a profile was named on the command line. */
export function isTyped(profile: Sourced<string> | undefined): profile is Sourced<string> {
  return profile?.source.kind === 'flag' || profile?.source.kind === 'argument';
}

/** @throws AwsMfaError `usage` if the value is empty */
function flag(value: string | undefined, name: string): Sourced<string> | undefined {
  if (value === '')
    throw new AwsMfaError('invalid_value', `${name} is empty.`, 'Give it a value, or omit it.');
  return ofFlag(value, name);
}
