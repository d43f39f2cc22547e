/** A session as AWS returns it, as keys in the credentials file, and as environment variables. */
import { AwsMfaError } from '../errors.ts';
import type { Keys } from '../shared-files/section-values.ts';
import {
  EXPIRY_KEY,
  expiryOf,
  formatExpiry,
  OTHER_EXPIRY_KEYS,
  ISSUE_TIME_KEY,
  issueTimeOf,
} from './duration-and-expiry.ts';

export interface Session {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
  /** When STS gave it; nothing where that was not recorded. */
  issuedAt?: Date | undefined;
}

/** A session that STS has just given. */
export interface NewSession extends Session {
  issuedAt: Date;
}

/** What a session was made from; recorded beside it, so that it is reused only for the same. */
export interface Origin {
  /** Name of the base profile. */
  base: string;
  serialNumber: string;
  /** ARN of the role, where it is a session of one. */
  role?: string | undefined;
  /** What the role asked for besides: no secret (IAM user guide), and wanted again at every renewal. */
  externalId?: string | undefined;
  /** The name that was chosen for its session: the role may demand it (`sts:RoleSessionName`). */
  roleSessionName?: string | undefined;
}

/** The keys of a session in the order they are written. `x_` keys are ours: no SDK reads them. */
export function sessionKeys(session: NewSession, origin: Origin): (readonly [key: string, value: string])[] {
  return [
    ['aws_access_key_id', session.accessKeyId],
    ['aws_secret_access_key', session.secretAccessKey],
    ['aws_session_token', session.sessionToken],
    [EXPIRY_KEY, formatExpiry(session.expiration)],
    [ISSUE_TIME_KEY, formatExpiry(session.issuedAt)],
    ...record(origin).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  ];
}

/** What is recorded beside a session; nothing stands for a key that must not be there. */
function record(origin: Origin): (readonly [key: string, value: string | undefined])[] {
  return [
    ['x_mfa_serial', origin.serialNumber],
    ['x_source_profile', origin.base],
    ['x_principal_arn', origin.role],
    ['x_external_id', origin.externalId],
    ['x_role_session_name', origin.roleSessionName],
  ];
}

/** Their names alone. */
export function sessionKeyNames(origin: Origin): string[] {
  const blank = { accessKeyId: '', secretAccessKey: '', sessionToken: '' };
  return sessionKeys({ ...blank, expiration: NEVER, issuedAt: NEVER }, origin).map(([key]) => key);
}

const NEVER = new Date(0);

/** Keys that a former session may have left and that would lie beside a new one. */
export const STALE_KEYS = [
  'aws_security_token',
  ...OTHER_EXPIRY_KEYS,
  'x_principal_arn',
  'x_external_id',
  'x_role_session_name',
] as const;

/** Those of them that a session of this origin does not write itself. */
export function staleKeys(origin: Origin): string[] {
  const written = new Set(sessionKeyNames(origin));
  return STALE_KEYS.filter((key) => !written.has(key));
}

/**
 * The session in a section, where it is whole, was made from this origin, and says when it ends.
 * @param keys the keys of the MFA profile in the credentials file
 */
export function storedSession(keys: Keys, origin: Origin): Session | undefined {
  const same =
    keys.get('x_source_profile') === origin.base &&
    keys.get('x_mfa_serial') === origin.serialNumber &&
    (keys.get('x_principal_arn') || undefined) === origin.role;
  if (!same) return undefined;
  const accessKeyId = keys.get('aws_access_key_id');
  const secretAccessKey = keys.get('aws_secret_access_key');
  const sessionToken = keys.get('aws_session_token');
  const expiration = expiryOf(keys);
  // What is no line that every tool reads alike, somebody has spoilt: no tool gets in with it.
  const isWhole = isWritable(accessKeyId) && isWritable(secretAccessKey) && isWritable(sessionToken);
  if (!isWhole || !expiration) return undefined;
  return { accessKeyId, secretAccessKey, sessionToken, expiration, issuedAt: issueTimeOf(keys) };
}

/**
 * Milliseconds that no session lasts. GetSessionToken gives 36 hours at most; a week leaves room for clocks and for
 * servers that are more generous. An expiry beyond it is a mistake, and would be believed for ever.
 */
export const LONGEST_SESSION = 7 * 86_400_000;

/** An answer of STS as it came: every field may be missing. */
export interface SessionAnswer {
  accessKeyId?: string | undefined;
  secretAccessKey?: string | undefined;
  sessionToken?: string | undefined;
  expiration?: Date | undefined;
}

/**
 * The answer as a session, checked at the border: all four fields there, each one line that can be written as it
 * is, and an expiry ahead of us. Servers other than AWS may give keys of any form.
 * @param now when it came, by a clock that is right
 * @throws AwsMfaError `unreachable`, as for any answer that cannot be understood
 */
export function checkedSession(answer: SessionAnswer, now: Date): NewSession {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = answer;
  if (!isWritable(accessKeyId)) throw badAnswer('a usable AccessKeyId');
  if (!isWritable(secretAccessKey)) throw badAnswer('a usable SecretAccessKey');
  if (!isWritable(sessionToken)) throw badAnswer('a usable SessionToken');
  if (!expiration || Number.isNaN(expiration.getTime())) throw badAnswer('an Expiration');
  const ahead = expiration.getTime() - now.getTime();
  if (ahead <= 0 || ahead > LONGEST_SESSION) {
    throw badAnswer(`a believable Expiration (it says ${formatExpiry(expiration)})`);
  }
  return { accessKeyId, secretAccessKey, sessionToken, expiration, issuedAt: now };
}

/** One line of visible ASCII, which no reader of the file trims, unquotes or takes for a comment. */
export function isWritable(value: string | undefined): value is string {
  return value !== undefined && /^[!$%&(-:<-Z^-~][!-~]*$/.test(value);
}

function badAnswer(missing: string): AwsMfaError {
  return new AwsMfaError(
    'unusable_answer',
    `AWS answered, but without ${missing}. Nothing was written; the code may be spent.`,
    'Check the endpoint (AWS_ENDPOINT_URL_STS, a proxy?), then try again with a new code.',
  );
}

/** In the order, and with the form of the time, in which `aws configure export-credentials` gives them. */
export function sessionVariables(session: Session): (readonly [name: string, value: string])[] {
  return [
    ['AWS_ACCESS_KEY_ID', session.accessKeyId],
    ['AWS_SECRET_ACCESS_KEY', session.secretAccessKey],
    ['AWS_SESSION_TOKEN', session.sessionToken],
    ['AWS_CREDENTIAL_EXPIRATION', expirationText(session.expiration)],
  ];
}

/** `2026-11-24T00:29:26+00:00`: RFC 3339 in whole seconds, as Python's `isoformat` has it. */
export function expirationText(expiration: Date): string {
  return `${expiration.toISOString().slice(0, 19)}+00:00`;
}
