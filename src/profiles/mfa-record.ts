/**
 * Which base profile and role an MFA profile belongs to. A login records that with the session, and in the config file,
 * where it outlives the session.
 */
import { isInCredentials, type Sourced } from '../source.ts';
import { groupBy } from '../text/group-by.ts';
import { memoizeFor } from '../text/memoize.ts';
import { ENVIRONMENT_BASE, keyOf, USUAL_NAME, type Profile, type Profiles } from './profile.ts';
import { asRoleProfile, canBeBase, profileKind, type RoleProfile } from './profile-kind.ts';

export interface MfaRecord {
  base: Sourced<string>;
  /** ARN of the role; undefined for a session of the user's own. */
  role: Sourced<string> | undefined;
  externalId: Sourced<string> | undefined;
  sessionName: Sourced<string> | undefined;
}

/** What is recorded with the session of an MFA profile, or else in the config file; undefined if nothing is. */
export function recordOf(profile: Profile | undefined): MfaRecord | undefined {
  for (const layer of profile?.layers ?? []) {
    const base = keyOf(layer, 'x_source_profile');
    if (!base) continue;
    return {
      base,
      role: keyOf(layer, 'x_principal_arn'),
      externalId: keyOf(layer, 'x_external_id'),
      sessionName: keyOf(layer, 'x_role_session_name'),
    };
  }
  return undefined;
}

/** By base profile: the MFA profiles that are recorded for it, those of its roles not included. */
const recordedProfiles = memoizeFor((profiles: Profiles) => {
  const recorded = [...profiles.values()].flatMap((profile) => {
    const record = recordOf(profile);
    return record && !record.role ? [{ name: profile.name, ...record.base }] : [];
  });
  return groupBy(recorded, ({ value }) => value);
});

/** The MFA profile of a base profile: the one with its session, else the one that is remembered, else `mfa`. */
export function mfaProfileOf(base: string, profiles: Profiles): string {
  const own = recordedProfiles(profiles).get(base) ?? [];
  const stored = own.filter(({ source }) => isInCredentials(source));
  const names = (stored.length > 0 ? stored : own).map(({ name }) => name);
  return names.includes(USUAL_NAME) ? USUAL_NAME : (names[0] ?? USUAL_NAME);
}

/** The first profile of this role whose source is this base profile or its MFA profile: its settings are for this user. */
export function findRoleProfile(arn: string, base: string, profiles: Profiles): RoleProfile | undefined {
  for (const profile of profiles.values()) {
    const found = asRoleProfile(profile);
    if (found?.arn.value !== arn) continue;
    const { value: source } = found.source;
    const owner = recordOf(profiles.get(source))?.base.value;
    if (source === base || owner === base) return found;
    if (owner === undefined && source === USUAL_NAME && !needsRecord(base, source, profiles)) return found;
  }
  return undefined;
}

/**
 * Whether an MFA profile is known to be another base profile's. By convention `mfa` belongs to `default` until a login says
 * otherwise.
 */
export function hasOtherBase(base: string, mfaProfile: string, profiles: Profiles): boolean {
  const owner = recordOf(profiles.get(mfaProfile))?.base.value;
  if (owner !== undefined) return owner !== base;
  return mfaProfile === USUAL_NAME && base !== 'default' && baseNames(profiles).includes('default');
}

/** The keys of a record in the config file. */
export const RECORD_KEYS = ['x_source_profile', 'x_principal_arn', 'x_external_id', 'x_role_session_name'];

/**
 * Whether the config file has to record the base profile: without it, a login after a logout would find another base
 * profile, or another MFA profile. An access key from the environment is in no profile.
 */
export function needsRecord(base: string, mfaProfile: string, profiles: Profiles): boolean {
  if (base === ENVIRONMENT_BASE) return false;
  return mfaProfile !== USUAL_NAME || hasSeveralBases(profiles);
}

/** Stops at the second: this is asked at every login. */
export function hasSeveralBases(profiles: Profiles): boolean {
  let count = 0;
  for (const profile of profiles.values()) {
    if (canBeBase(profileKind(profile)) && ++count > 1) return true;
  }
  return false;
}

/** The profiles that can be base profiles: those with a long-term access key, then those that get one from a command. */
export const baseNames = memoizeFor((profiles: Profiles): readonly string[] => {
  const found = [...profiles.values()]
    .map((profile) => ({ name: profile.name, kind: profileKind(profile) }))
    .filter(({ kind }) => canBeBase(kind));
  return [
    ...found.filter(({ kind }) => kind.kind === 'long-term'),
    ...found.filter(({ kind }) => kind.kind === 'process'),
  ].map(({ name }) => name);
});
