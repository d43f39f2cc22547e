/** Role profiles: those with `role_arn` and `source_profile`, and what they rest on. */
import { profileKind } from './profile-kind.ts';
import { settingOf, type Profile, type Profiles } from './profile.ts';
import type { Sourced } from '../sourced.ts';

export interface RoleProfile {
  profile: Profile;
  arn: Sourced<string>;
  /** The name in `source_profile`. */
  source: Sourced<string>;
}

/** A profile as a role profile, or nothing where it is none: its own keys would win, and so would a web identity. */
export function asRoleProfile(profile: Profile | undefined): RoleProfile | undefined {
  if (!profile || profileKind(profile).kind !== 'role') return undefined;
  const arn = settingOf(profile, 'role_arn');
  const source = settingOf(profile, 'source_profile');
  return arn && source ? { profile, arn, source } : undefined;
}

/** The first profile of this role that rests on this base: what is set there is meant for this user. */
export function findRoleProfile(arn: string, base: string, profiles: Profiles): RoleProfile | undefined {
  for (const profile of profiles.values()) {
    const found = asRoleProfile(profile);
    if (found?.arn.value === arn && baseUnder(found, profiles) === base) return found;
  }
  return undefined;
}

/** The base that a role profile rests on, by itself or through a session of ours. */
function baseUnder({ source }: RoleProfile, profiles: Profiles): string | undefined {
  const profile = profiles.get(source.value);
  const found = profile && profileKind(profile);
  if (found?.kind === 'long-term') return source.value;
  return found?.kind === 'our-session' ? found.base : undefined;
}

/** Where the `source_profile` settings of role profiles lead; the name itself where it is no role profile. */
export function restsOn(name: string, profiles: Profiles): string {
  return sourcesOf(name, profiles).at(-1) ?? name;
}

/** The names that those settings lead through, this one first; in a circle, the last is one that was there before. */
export function sourcesOf(name: string, profiles: Profiles): string[] {
  const names = new Set([name]);
  for (let at = name; ;) {
    const source = asRoleProfile(profiles.get(at))?.source.value;
    if (source === undefined) return [...names];
    if (names.has(source)) return [...names, source];
    names.add((at = source));
  }
}

/** The role profiles whose keys come from a section in the end, in the order of the files. */
export function roleProfilesOn(section: string, profiles: Profiles): Profile[] {
  return [...profiles.values()].filter(
    (profile) => asRoleProfile(profile) && restsOn(profile.name, profiles) === section,
  );
}

/** Their names. */
export function rolesOn(section: string, profiles: Profiles): string[] {
  return roleProfilesOn(section, profiles).map(({ name }) => name);
}
