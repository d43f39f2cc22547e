/** Finds role profiles (`role_arn` with `source_profile`) and the profiles they are based on. */
import { profileKind } from './profile-kind.ts';
import { settingOf, type Profile, type Profiles } from './profile.ts';
import type { Sourced } from '../source.ts';

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

/** The role profiles on each section, in the order of the files. */
export type Roles = ReadonlyMap<string, readonly Profile[]>;

/** Each role profile by the section that its keys come from in the end. Linear, however long the chains are. */
export function rolesBySection(profiles: Profiles): Roles {
  const sections = new Map<string, string>();
  const roles = new Map<string, Profile[]>();
  for (const profile of profiles.values()) {
    if (!asRoleProfile(profile)) continue;
    const section = sectionUnder(profile.name, profiles, sections);
    const others = roles.get(section);
    if (others) others.push(profile);
    else roles.set(section, [profile]);
  }
  return roles;
}

/** The names of those on one section. */
export function namesOn(section: string, roles: Roles): string[] {
  return (roles.get(section) ?? []).map(({ name }) => name);
}

/**
 * What {@link restsOn} returns, for many names.
 * @param found what is known of names so far; those on the way are added
 */
function sectionUnder(name: string, profiles: Profiles, found: Map<string, string>): string {
  const names = new Set<string>();
  let at = name;
  while (!names.has(at) && !found.has(at)) {
    names.add(at);
    at = asRoleProfile(profiles.get(at))?.source.value ?? at;
  }
  const end = found.get(at) ?? at;
  let isInCircle = false;
  for (const each of names) {
    isInCircle ||= each === at;
    found.set(each, isInCircle ? each : end);
  }
  return found.get(name) ?? end;
}
