/** Lists the sessions in a credentials file, whichever tool wrote them. */
import type { Keys, Sections } from '../shared-files/section-values.ts';
import { isTemporary, restsOn } from '../profiles/profile-kind.ts';
import type { Profiles } from '../profiles/profile.ts';
import { expiryOf, issueTimeOf } from '../session/duration-and-expiry.ts';
import { isWritable, LONGEST_SESSION } from '../session/session-keys.ts';
import type { Environment } from '../environment.ts';
import { sessionSection } from '../profiles/choose-mfa-profile.ts';
import { resolveBase } from '../profiles/resolve-base.ts';
import { type Sourced, firstGiven, sourced, ofFlag } from '../source.ts';
import { AwsMfaError } from '../errors.ts';

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

/** The session that a name stands for: of that section, of the profile a role rests on, or of a base. */
export interface Stored {
  sessions: readonly StoredSession[];
  profiles: Profiles;
  credentials: Sections;
  environment: Environment;
}

/**
 * @param named what was typed, or `AWS_PROFILE`; nothing where neither is given
 * @returns nothing where the profile is there, and has no session
 * @throws AwsMfaError `configuration` where the name is no profile, or one that never has a session
 */
export function findSession(named: Sourced<string> | undefined, stored: Stored): StoredSession | undefined {
  const { sessions, profiles, credentials, environment } = stored;
  const start = named?.value ?? 'default';
  const name = restsOn(start, profiles);
  const direct = sessions.find(({ profile }) => profile === name);
  if (direct) return direct;
  // A machine on which nothing is set up yet has no session either, and that is all that was asked.
  if (!named && sessions.length === 0) return undefined;
  const base = resolveBase(named && { ...named, value: name }, profiles, environment).name;
  const section = sessionSection(base, credentials);
  return sessions.find(({ profile, base: owner }) => profile === section && (owner ?? base) === base);
}

/** @throws AwsMfaError `usage` where it is empty, given twice, or a code that slipped in */
export function nameGiven(word: string | undefined, flag: string | undefined): Sourced<string> | undefined {
  if (word !== undefined && flag !== undefined && word !== flag) {
    throw new AwsMfaError('conflicting_options', 'Two profiles are named.', 'Give the name once.');
  }
  const given = firstGiven(sourced(word, { kind: 'argument' }), ofFlag(flag, '--profile'));
  if (given?.value === '') {
    throw new AwsMfaError('invalid_value', 'The name of the profile is empty.', 'Give one, or leave it out.');
  }
  // What is no profile is repeated in the error, and a code may still be good.
  if (given && /^\d{6}$/.test(given.value)) {
    throw new AwsMfaError(
      'misplaced_code',
      'That is a code, not a profile.',
      'A code goes to `aws-mfa login`',
    );
  }
  return given;
}
