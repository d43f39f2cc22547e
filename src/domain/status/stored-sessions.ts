/** The sessions of a credentials file, whichever tool wrote them. */
import type { Keys } from '../ini/section-values.ts';
import { isTemporary } from '../profiles/profile-kind.ts';
import type { Sections } from '../profiles/profile.ts';
import { expiryOf } from '../session/expiry.ts';
import { issueTimeOf } from '../session/issue-time.ts';
import { isWritable, LONGEST_SESSION } from '../session/session.ts';

export interface StoredSession {
  /** The section it stands in. */
  profile: string;
  /** The base it was made from; nothing where another tool wrote it. */
  base: string | undefined;
  /** ARN or serial number. */
  device: string | undefined;
  /** ARN, where it is a session of a role. */
  role: string | undefined;
  /** Twelve digits, where an ARN beside the session has them. */
  account: string | undefined;
  /** Nothing where no key tells it, or one tells what cannot be. */
  expiration: Date | undefined;
  /** Whole seconds, 0 where it is over; nothing where the expiry is unknown. */
  secondsLeft: number | undefined;
  /** Whole seconds since its MFA, which is since STS gave it; nothing where nobody recorded that. */
  mfaAge: number | undefined;
  /** Whether key, secret and token are all there, and in one piece: no tool can use it otherwise. */
  isWhole: boolean;
}

/** In the order of the file. */
export function storedSessions(credentials: Sections, now: Date): StoredSession[] {
  return [...credentials]
    .filter(([, keys]) => isTemporary(keys.get('aws_access_key_id'), tokenOf(keys)))
    .map(([profile, keys]) => storedSession(profile, keys, now));
}

function storedSession(profile: string, keys: Keys, now: Date): StoredSession {
  const device = firstOf(keys, ['x_mfa_serial', 'mfa_serial', 'aws_mfa_device']);
  // The first is ours and saml2aws', the second broamski's.
  const role = firstOf(keys, ['x_principal_arn', 'assumed_role_arn']);
  const expiration = believable(expiryOf(keys), now);
  return {
    profile,
    base: keys.get('x_source_profile') || undefined,
    device,
    role,
    account: accountOf(role) ?? accountOf(device),
    expiration,
    secondsLeft: expiration && secondsBetween(now, expiration),
    mfaAge: mfaAgeOf(keys, expiration, now),
    isWhole: [keys.get('aws_access_key_id'), keys.get('aws_secret_access_key'), tokenOf(keys)].every(
      isWritable,
    ),
  };
}

/** A session that would begin behind its own end bears a time that is not its own. */
function mfaAgeOf(keys: Keys, expiration: Date | undefined, now: Date): number | undefined {
  const issued = issueTimeOf(keys);
  return issued && !(expiration && issued > expiration) ? secondsBetween(issued, now) : undefined;
}

/** Whole ones; none where the second time is over already, also where a clock only makes it seem so. */
function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / 1000));
}

function tokenOf(keys: Keys): string | undefined {
  return keys.get('aws_session_token') ?? keys.get('aws_security_token');
}

function firstOf(keys: Keys, names: readonly string[]): string | undefined {
  return names.map((name) => keys.get(name)).find(Boolean);
}

function accountOf(arn: string | undefined): string | undefined {
  return arn === undefined ? undefined : /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];
}

/** No session lasts for years: such a date is a mistake, and a login does not believe it either. */
function believable(expiry: Date | undefined, now: Date): Date | undefined {
  return expiry && expiry.getTime() - now.getTime() <= LONGEST_SESSION ? expiry : undefined;
}
