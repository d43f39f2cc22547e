/**
 * Finds out what a profile holds (long-term keys, a session, a role, a command, SSO), whether something in it wins over
 * a session, and which profile a role profile is based on.
 */
import type { Sourced } from '../source.ts';
import { settingOf, type Profile, type Profiles } from './profile.ts';

export interface LongTermKeys {
  accessKeyId: string;
  secretAccessKey: string;
}

export type ProfileKind =
  | { kind: 'long-term'; keys: LongTermKeys }
  /** A session that this program wrote, and the base it was made from. */
  | { kind: 'our-session'; base: string }
  | { kind: 'temporary' }
  | { kind: 'half'; missing: 'aws_access_key_id' | 'aws_secret_access_key' }
  /** A key that goes on in an indented line below it: what stands there would be taken for a part of the key. */
  | { kind: 'wrapped'; key: 'aws_access_key_id' | 'aws_secret_access_key' }
  | { kind: 'role'; source: string | undefined }
  /** A command of its own gives the keys, which may be of any kind. */
  | { kind: 'process'; command: Sourced<string> }
  | { kind: 'sso' | 'web-identity' | 'no-keys' };

export function profileKind(profile: Profile): ProfileKind {
  const value = (key: string) => settingOf(profile, key)?.value;
  const accessKeyId = value('aws_access_key_id');
  const secretAccessKey = value('aws_secret_access_key');
  const temporary = isTemporary(accessKeyId, value('aws_session_token') ?? value('aws_security_token'));
  const base = value('x_source_profile');
  if (accessKeyId && secretAccessKey && !temporary) {
    if (accessKeyId.includes('\n')) return { kind: 'wrapped', key: 'aws_access_key_id' };
    if (secretAccessKey.includes('\n')) return { kind: 'wrapped', key: 'aws_secret_access_key' };
    return { kind: 'long-term', keys: { accessKeyId, secretAccessKey } };
  }
  if (base) return { kind: 'our-session', base };
  if (temporary) return { kind: 'temporary' };
  if (accessKeyId) return { kind: 'half', missing: 'aws_secret_access_key' };
  if (secretAccessKey) return { kind: 'half', missing: 'aws_access_key_id' };
  return kindWithoutKeys(profile);
}

function kindWithoutKeys(profile: Profile): ProfileKind {
  const value = (key: string) => settingOf(profile, key)?.value;
  const command = settingOf(profile, 'credential_process');
  if (value('web_identity_token_file')) return { kind: 'web-identity' };
  if (value('role_arn')) return { kind: 'role', source: value('source_profile') };
  if (value('sso_session') ?? value('sso_start_url')) return { kind: 'sso' };
  if (command) return { kind: 'process', command };
  return { kind: 'no-keys' };
}

/** ASIA begins the id of every temporary key (IAM reference, "Unique identifiers"), also where its token got lost. */
export function isTemporary(accessKeyId: string | undefined, sessionToken: string | undefined): boolean {
  return Boolean(sessionToken) || Boolean(accessKeyId?.startsWith('ASIA'));
}

/** A `credential_process` that is this program's own `export`: its keys are the session of another profile. */
export interface OwnExport {
  command: Sourced<string>;
  /** `--profile`. */
  profile: string | undefined;
  /** `--mfa-profile`. */
  mfaProfile: string | undefined;
}

/** @returns nothing for any other command, and for an export that asks for the session of a role */
export function ownExport(kind: ProfileKind): OwnExport | undefined {
  if (kind.kind !== 'process') return undefined;
  const { command } = kind;
  const args = ownArguments(command.value);
  if (!args?.includes('export') || valueOf('--role-arn', args) !== undefined) return undefined;
  return { command, profile: valueOf('--profile', args), mfaProfile: valueOf('--mfa-profile', args) };
}

/** What stands behind the name of this program in a command line; nothing where it does not. */
function ownArguments(command: string): string[] | undefined {
  const words = wordsOf(command);
  const at = words.findIndex((word) => OWN_NAME.test(word));
  return at === -1 ? undefined : words.slice(at + 1);
}

const OWN_NAME = /(^|[/\\])aws-mfa(\.js|\.cmd|\.exe)?$/;

/** As a shell would part them, without its finer points. */
function wordsOf(command: string): string[] {
  return (command.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []).map((word) => word.replace(/["']/g, ''));
}

export function valueOf(option: string, args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => arg === option || arg.startsWith(`${option}=`));
  return args[at] === option ? args[at + 1] : args[at]?.slice(option.length + 1);
}

/**
 * A role wins in every tool; in the AWS CLI a sign-in that names account or role does, too (tried).
 *
 * @returns the setting that wins, or nothing where the session is used
 */
export function beatsSession(profile: Profile | undefined): Sourced<string> | undefined {
  for (const key of ['role_arn', 'sso_account_id', 'sso_role_name']) {
    const setting = settingOf(profile, key);
    if (setting) return setting;
  }
  return undefined;
}

/** A profile with `role_arn` and `source_profile`. */
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
