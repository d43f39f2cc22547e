/** Lists the sessions in the credentials file, whichever tool wrote them, and finds the one that a name means. */
import type { Keys, Sections, SharedFiles } from '../shared-files/section-values.ts';
import { isTemporary, restsOn } from '../profiles/profile-kind.ts';
import { noSuchProfile } from '../profiles/base-errors.ts';
import { profilesOf, USUAL_NAME, type Profiles } from '../profiles/profile.ts';
import { expiryOf, issueTimeOf } from '../session/duration-and-expiry.ts';
import { isWritable, LONGEST_SESSION } from '../session/session-keys.ts';
import type { Environment } from '../environment.ts';
import { mfaProfileOf } from '../profiles/mfa-record.ts';
import { accountOfArn, accountOfSection } from '../profiles/accounts.ts';
import { checkRolePartition, checkUsesSession } from './role-checks.ts';
import { resolveBase } from '../profiles/resolve-base.ts';
import type { Sourced } from '../source.ts';

export interface StoredSession {
  /** Its section. */
  profile: string;
  accessKeyId: string | undefined;
  /** The base profile it was made from; undefined if another tool wrote it. */
  base: string | undefined;
  /** ARN or serial number. */
  device: string | undefined;
  /** ARN of the role, if it is a session of one. */
  role: string | undefined;
  /** Twelve digits, if one of these ARNs has them. */
  account: string | undefined;
  /** Undefined if it is not recorded, or not plausible. */
  expiration: Date | undefined;
  /** Whole seconds, 0 if it has expired; undefined if the expiry is unknown. */
  secondsLeft: number | undefined;
  /** Whole seconds since the MFA login; undefined if that was not recorded. */
  mfaAge: number | undefined;
  /** Whether access key, secret and token are all there and intact. */
  isWhole: boolean;
}

/** In the order of the file. */
export function storedSessions(credentials: Sections, now: Date): StoredSession[] {
  return [...credentials]
    .filter(([, keys]) => isTemporary(keys.get('aws_access_key_id'), tokenOf(keys)))
    .map(([profile, keys]) => storedSession(profile, keys, now));
}

function storedSession(profile: string, keys: Keys, now: Date): StoredSession {
  const first = (...names: string[]) => names.map((name) => keys.get(name)).find(Boolean);
  const device = first('x_mfa_serial', 'mfa_serial', 'aws_mfa_device');
  // The first is this program's and saml2aws', the second that of broamski's aws-mfa.
  const role = first('x_principal_arn', 'assumed_role_arn');
  const expiry = expiryOf(keys);
  // No session lasts for years: such a date is a mistake.
  const expiration = expiry && expiry.getTime() - now.getTime() <= LONGEST_SESSION ? expiry : undefined;
  const issued = issueTimeOf(keys);
  const accessKeyId = keys.get('aws_access_key_id');
  return {
    profile,
    accessKeyId,
    base: keys.get('x_source_profile') || undefined,
    device,
    role,
    account: accountOfArn(role ?? '').id ?? accountOfArn(device ?? '').id,
    expiration,
    secondsLeft: expiration && secondsBetween(now, expiration),
    // An issue time later than the expiry is ignored.
    mfaAge: issued && !(expiration && issued > expiration) ? secondsBetween(issued, now) : undefined,
    isWhole: [accessKeyId, keys.get('aws_secret_access_key'), tokenOf(keys)].every(isWritable),
  };
}

/** Whole seconds, 0 if `to` is earlier. */
function secondsBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / 1000));
}

function tokenOf(keys: Keys): string | undefined {
  return keys.get('aws_session_token') ?? keys.get('aws_security_token');
}

/** The sessions, and what decides which of them a name means. */
export interface Stored {
  sessions: readonly StoredSession[];
  profiles: Profiles;
  environment: Environment;
  /** The base profile that the user chose among several. */
  chosenBase?: string | undefined;
}

export function storedIn(files: SharedFiles, environment: Environment, now: Date): Stored {
  return { sessions: storedSessions(files.credentials, now), profiles: profilesOf(files), environment };
}

/**
 * The session of a section, of the profile that a role profile gets its keys from, or of a base profile.
 * @param named what was typed, or `AWS_PROFILE`
 * @returns undefined if the profile has no session
 * @throws AwsMfaError `configuration` if there is no such profile, or if no session helps it
 */
export function findSession(named: Sourced<string> | undefined, stored: Stored): StoredSession | undefined {
  const { sessions, profiles, environment, chosenBase } = stored;
  const name = restsOn(named?.value ?? 'default', profiles);
  const selected = named?.value ?? '';
  checkUsesSession(selected, profiles);
  checkRolePartition(selected, { ...accountOfSection(name, profiles), section: name }, profiles);
  const direct = sessions.find(({ profile }) => profile === name);
  // Nothing is set up yet: there is no session, which is no error.
  if (direct || (!named && sessions.length === 0)) return direct;
  if (named && name !== USUAL_NAME && !profiles.has(name)) {
    const names = sessions.map(({ profile }) => profile).join(', ');
    const hint = names
      ? `Profiles with a session: ${names}.`
      : 'To list the profiles:\n`aws configure list-profiles`';
    throw noSuchProfile(name, named, profiles, hint);
  }
  const { name: base, renews } = resolveBase(
    named && { ...named, value: name },
    profiles,
    environment,
    chosenBase,
  );
  const section = renews ?? mfaProfileOf(base, profiles);
  checkRolePartition(selected, { ...accountOfSection(section, profiles), section }, profiles);
  return sessions.find(({ profile, base: owner }) => profile === section && (owner ?? base) === base);
}
