/** A session as AWS returns it, as keys in the credentials file, and as environment variables. */
import { AwsMfaError } from '../errors.ts';
import { isLongTermId } from '../profiles/profile-kind.ts';
import type { Keys } from '../shared-files/section-values.ts';
import {
  EXPIRY_KEY,
  expiryOf,
  formatExpiry,
  ISSUE_TIME_KEY,
  issueTimeOf,
  OTHER_EXPIRY_KEYS,
} from './duration-and-expiry.ts';

export interface Session {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  expiration: Date;
  /** When STS issued it; undefined if that was not recorded. */
  issuedAt?: Date | undefined;
}

/** A session that STS has just issued. */
export interface NewSession extends Session {
  issuedAt: Date;
}

/** What a session was made from; recorded beside it, so that it is reused only for the same. */
export interface Origin {
  /** Name of the base profile. */
  base: string;
  serialNumber: string;
  /** ARN of the role; undefined if it is no session of a role. */
  role?: string | undefined;
  /** Needed for every renewal. Not a secret (IAM user guide). */
  externalId?: string | undefined;
  /** Only if the user chose it: the role may require it (`sts:RoleSessionName`). */
  roleSessionName?: string | undefined;
}

/** The keys of a session in the order they are written. No SDK reads the `x_` keys. */
export function sessionKeys(session: NewSession, origin: Origin): (readonly [key: string, value: string])[] {
  return [
    ['aws_access_key_id', session.accessKeyId],
    ['aws_secret_access_key', session.secretAccessKey],
    ['aws_session_token', session.sessionToken],
    [EXPIRY_KEY, formatExpiry(session.expiration)],
    [ISSUE_TIME_KEY, formatExpiry(session.issuedAt)],
    ['x_mfa_serial', origin.serialNumber],
    ...recordKeys(origin),
  ];
}

/** Those that say whose session it is, and of which role; also written to the config file, where they outlive it. */
export function recordKeys(origin: Omit<Origin, 'serialNumber'>): (readonly [key: string, value: string])[] {
  const recorded = [
    ['x_source_profile', origin.base],
    ['x_principal_arn', origin.role],
    ['x_external_id', origin.externalId],
    ['x_role_session_name', origin.roleSessionName],
  ] as const;
  return recorded.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
}

export function sessionKeyNames(origin: Origin): string[] {
  const session = { accessKeyId: '', secretAccessKey: '', sessionToken: '' };
  const date = new Date(0);
  return sessionKeys({ ...session, expiration: date, issuedAt: date }, origin).map(([key]) => key);
}

/** Keys that an earlier session may have left. */
export const STALE_KEYS = [
  'aws_security_token',
  ...OTHER_EXPIRY_KEYS,
  'x_principal_arn',
  'x_external_id',
  'x_role_session_name',
] as const;

/** Those of them that a session of this origin does not overwrite. */
export function staleKeys(origin: Origin): string[] {
  const written = new Set(sessionKeyNames(origin));
  return STALE_KEYS.filter((key) => !written.has(key));
}

/**
 * @param keys the MFA profile in the credentials file
 * @returns its session; undefined if it is incomplete, has no expiry, or was made from another origin
 */
export function storedSession(keys: Keys, origin: Origin): Session | undefined {
  const isSame =
    keys.get('x_source_profile') === origin.base &&
    keys.get('x_mfa_serial') === origin.serialNumber &&
    (keys.get('x_principal_arn') || undefined) === origin.role;
  const accessKeyId = keys.get('aws_access_key_id');
  const secretAccessKey = keys.get('aws_secret_access_key');
  const sessionToken = keys.get('aws_session_token');
  const expiration = expiryOf(keys);
  const isWhole = isWritable(accessKeyId) && isWritable(secretAccessKey) && isWritable(sessionToken);
  if (!isSame || !isWhole || !expiration) return undefined;
  return { accessKeyId, secretAccessKey, sessionToken, expiration, issuedAt: issueTimeOf(keys) };
}

/**
 * Milliseconds. GetSessionToken gives 36 hours at most; a week leaves room for clocks and for other servers. An expiry
 * beyond it is a mistake, and the session would be reused forever.
 */
export const LONGEST_SESSION = 7 * 86_400_000;

/** An answer of STS before it is checked: any field may be missing. */
export interface SessionAnswer {
  accessKeyId?: string | undefined;
  secretAccessKey?: string | undefined;
  sessionToken?: string | undefined;
  expiration?: Date | undefined;
}

/**
 * Servers other than AWS may give keys of any form.
 * @param now when the answer came, by AWS' clock
 * @param usesCode whether the request had a code
 * @throws AwsMfaError `unreachable` if a field is missing, cannot be written as it is, or has expired
 */
export function checkedSession(answer: SessionAnswer, now: Date, usesCode = true): NewSession {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = answer;
  const badAnswer = (missing: string) => unusableAnswer(missing, usesCode);
  if (!isWritable(accessKeyId)) throw badAnswer('a usable AccessKeyId');
  if (isLongTermId(accessKeyId))
    throw badAnswer('the AccessKeyId of a session (it is that of a long-term key)');
  if (!isWritable(secretAccessKey)) throw badAnswer('a usable SecretAccessKey');
  if (!isWritable(sessionToken)) throw badAnswer('a usable SessionToken');
  if (!expiration || Number.isNaN(expiration.getTime())) throw badAnswer('an Expiration');
  const left = expiration.getTime() - now.getTime();
  if (left <= 0 || left > LONGEST_SESSION)
    throw badAnswer(`a plausible Expiration (it is ${formatExpiry(expiration)})`);
  return { accessKeyId, secretAccessKey, sessionToken, expiration, issuedAt: now };
}

/** Visible ASCII that no parser of the file trims, unquotes or reads as a comment. */
export function isWritable(value: string | undefined): value is string {
  return value !== undefined && /^[!$%&(-:<-Z^-~][!-~]*$/.test(value);
}

function unusableAnswer(missing: string, usesCode: boolean): AwsMfaError {
  return new AwsMfaError(
    'unusable_answer',
    `AWS answered without ${missing}. Nothing was written.${usesCode ? ' The code may have been used.' : ''}`,
    `Check the endpoint and any proxy, then try again${usesCode ? ' with a new code' : ''}.`,
  );
}

/** In the order and time format of `aws configure export-credentials`. */
export function sessionVariables(session: Session): (readonly [name: string, value: string])[] {
  return [
    ['AWS_ACCESS_KEY_ID', session.accessKeyId],
    ['AWS_SECRET_ACCESS_KEY', session.secretAccessKey],
    ['AWS_SESSION_TOKEN', session.sessionToken],
    ['AWS_CREDENTIAL_EXPIRATION', expirationText(session.expiration)],
  ];
}

/** `2026-11-24T00:29:26+00:00`: RFC 3339 in whole seconds, as Python's `isoformat` formats it. */
export function expirationText(expiration: Date): string {
  return `${expiration.toISOString().slice(0, 19)}+00:00`;
}
