/** The session that a name stands for: of that section, of the profile a role rests on, or of a base. */
import type { Environment } from '../environment.ts';
import { sessionSection } from '../profiles/choose-mfa-profile.ts';
import type { Profiles, Sections } from '../profiles/profile.ts';
import { resolveBase } from '../profiles/resolve-base.ts';
import { restsOn } from '../profiles/role-profiles.ts';
import type { Sourced } from '../sourced.ts';
import type { StoredSession } from './stored-sessions.ts';

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
