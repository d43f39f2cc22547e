/**
 * Finds out what a profile has (a long-term access key, a session, a role, a command, SSO), whether it overrides a
 * session, and which profile a role profile gets its credentials from.
 */
import { groupBy } from '../text/group-by.ts';
import { memoizeFor } from '../text/memoize.ts';
import type { Values } from '../shared-files/section-values.ts';
import { isInCredentials, type Sourced } from '../source.ts';
import { settingOf, type Profile, type Profiles } from './profile.ts';

export interface LongTermKeys {
  accessKeyId: string;
  secretAccessKey: string;
}

export type ProfileKind =
  | { kind: 'long-term'; keys: LongTermKeys }
  /** A session that this program wrote, or wrote once, and its base profile. */
  | { kind: 'our-session'; base: string }
  | { kind: 'temporary' }
  | { kind: 'half'; missing: 'aws_access_key_id' | 'aws_secret_access_key' }
  /** A key with an indented line below it, which tools read as a part of the key. */
  | { kind: 'wrapped'; key: 'aws_access_key_id' | 'aws_secret_access_key' }
  | { kind: 'role'; source: string | undefined }
  /** `credential_process`: the keys may be of any kind. */
  | { kind: 'process'; command: Sourced<string> }
  /** `aws-login`: made by `aws login`. */
  | { kind: 'sso' | 'aws-login' | 'web-identity' | 'no-keys' };

export function profileKind(profile: Profile): ProfileKind {
  const value = (key: string) => settingOf(profile, key)?.value;
  const accessKeyId = value('aws_access_key_id');
  const secretAccessKey = value('aws_secret_access_key');
  const temporary = isTemporary(accessKeyId, value('aws_session_token') ?? value('aws_security_token'));
  const recorded = settingOf(profile, 'x_source_profile');
  if (accessKeyId && secretAccessKey && !temporary) {
    if (accessKeyId.includes('\n')) return { kind: 'wrapped', key: 'aws_access_key_id' };
    if (secretAccessKey.includes('\n')) return { kind: 'wrapped', key: 'aws_secret_access_key' };
    return { kind: 'long-term', keys: { accessKeyId, secretAccessKey } };
  }
  // In the config file it only remembers a session; what else the profile has decides.
  if (recorded && (temporary || isInCredentials(recorded.source)))
    return { kind: 'our-session', base: recorded.value };
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
  // In the order of the AWS CLI.
  if (value('login_session')) return { kind: 'aws-login' };
  if (command) return { kind: 'process', command };
  const remembered = value('x_source_profile');
  return remembered ? { kind: 'our-session', base: remembered } : { kind: 'no-keys' };
}

/** Undefined if there is no such profile. */
export function kindOf(name: string, profiles: Profiles): ProfileKind | undefined {
  const profile = profiles.get(name);
  return profile && profileKind(profile);
}

/** Whether it has long-term keys, or a command that should give some. An own export gives a session. */
export function canBeBase(kind: ProfileKind | undefined): boolean {
  return kind?.kind === 'long-term' || (kind?.kind === 'process' && !ownExport(kind));
}

/** IAM reference, "Unique identifiers"; servers other than AWS may have other IDs. */
export function isLongTermId(accessKeyId: string | undefined): boolean {
  return accessKeyId?.startsWith('AKIA') === true;
}

/**
 * The ID of every temporary key of AWS begins with ASIA, also if its token was lost. A long-term key stays one beside the
 * token of an earlier session, which `aws configure` leaves there.
 */
export function isTemporary(accessKeyId: string | undefined, sessionToken: string | undefined): boolean {
  if (isLongTermId(accessKeyId)) return false;
  return Boolean(sessionToken) || Boolean(accessKeyId?.startsWith('ASIA'));
}

/** The same of the keys of one section. */
export function holdsTemporaryKey(keys: Values[string]): boolean {
  return isTemporary(keys['aws_access_key_id'], keys['aws_session_token'] ?? keys['aws_security_token']);
}

/** A `credential_process` that is this program's own `export`: its keys are the session or the role of another profile. */
export interface OwnExport {
  command: Sourced<string>;
  /** `--profile`, or the word after `export`, or AWS_PROFILE before the program. */
  profile: string | undefined;
  /** `--mfa-profile`. */
  mfaProfile: string | undefined;
  /** `--session`: the session, although the profile is a role profile. */
  isSession: boolean;
}

const OWN_NAME = /(^|[/\\])aws-mfa(\.js|\.cmd|\.exe)?$/;

/** @returns undefined for any other command, and for an export of a role's session */
export function ownExport(kind: ProfileKind): OwnExport | undefined {
  if (kind.kind !== 'process') return undefined;
  const { command } = kind;
  // Roughly as a shell would split them.
  const words = command.value.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
  const plain = words.map((word) => word.replace(/["']/g, ''));
  const at = plain.findIndex((word) => OWN_NAME.test(word));
  const args = at === -1 ? [] : plain.slice(at + 1);
  if (!args.includes('export') || valueOf('--role-arn', args) !== undefined) return undefined;
  return {
    command,
    profile: valueOf('--profile', args) ?? profileWord(args) ?? profileBefore(plain.slice(0, at)),
    mfaProfile: valueOf('--mfa-profile', args),
    isSession: args.includes('--session'),
  };
}

/** The options of `export` without a value. */
const FLAGS = ['--session', '--force', '--no-write', '--no-input', '--prompt', '--debug'];

/** The first word after `export` that is neither an option nor its value, nor for the shell. */
function profileWord(args: readonly string[]): string | undefined {
  const words = args.slice(args.indexOf('export') + 1);
  const isValue = (before = '') => before.startsWith('-') && !before.includes('=') && !FLAGS.includes(before);
  const end = words.findIndex((word) => /[<>|;&]/.test(word));
  const own = end === -1 ? words : words.slice(0, end);
  return own.find((word, index) => !word.startsWith('-') && !isValue(own[index - 1]));
}

/** As in `env AWS_PROFILE=work aws-mfa export`. */
function profileBefore(words: readonly string[]): string | undefined {
  const [, profile] = words.map((word) => /^AWS_PROFILE=(.+)/.exec(word)).find(Boolean) ?? [];
  return profile;
}

function valueOf(option: string, args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => arg === option || arg.startsWith(`${option}=`));
  return args[at] === option ? args[at + 1] : args[at]?.slice(option.length + 1);
}

/**
 * A role overrides a session in every tool; in the AWS CLI, an SSO sign-in with account or role does, too (tried).
 * @returns the setting; undefined if tools use the session
 */
export function beatsSession(profile: Profile | undefined): Sourced<string> | undefined {
  return (
    settingOf(profile, 'role_arn') ??
    settingOf(profile, 'sso_account_id') ??
    settingOf(profile, 'sso_role_name')
  );
}

/** A profile with `role_arn` and `source_profile`. */
export interface RoleProfile {
  profile: Profile;
  arn: Sourced<string>;
  /** The name in `source_profile`. */
  source: Sourced<string>;
}

/** Undefined if it is no role profile: tools prefer its own keys, and a web identity. */
export function asRoleProfile(profile: Profile | undefined): RoleProfile | undefined {
  const arn = settingOf(profile, 'role_arn');
  const source = arn && settingOf(profile, 'source_profile');
  if (!profile || !source || profileKind(profile).kind !== 'role') return undefined;
  return { profile, arn, source };
}

/**
 * The profile at the end of a chain of `source_profile` settings; the name itself if it is no role profile.
 * @param known the ends that were found before: each name is looked up once, so that long chains take linear time
 */
export function restsOn(name: string, profiles: Profiles, known = new Map<string, string>()): string {
  const names: string[] = [];
  let at = name;
  while (!known.has(at)) {
    // A circular chain ends where it was entered.
    known.set(at, at);
    names.push(at);
    at = sourceOf(at, profiles) ?? at;
  }
  const end = known.get(at) ?? at;
  for (const each of names) known.set(each, end);
  return end;
}

/** The profile that a profile gets its keys from; undefined if it has its own, or those of a session. */
function sourceOf(name: string, profiles: Profiles): string | undefined {
  const role = asRoleProfile(profiles.get(name));
  if (role) return role.source.value;
  // An export of a role profile gives the keys of the role, one of any other profile those of a session.
  const first = exportedBy(name, profiles);
  const seen = new Set([name]);
  for (let at = first; at !== undefined && !seen.has(at); at = exportedBy(at, profiles)) {
    if (asRoleProfile(profiles.get(at))) return first;
    seen.add(at);
  }
  return undefined;
}

/** The profile whose selected keys an export of this program gives. */
function exportedBy(name: string, profiles: Profiles): string | undefined {
  const profile = profiles.get(name);
  const own = profile && ownExport(profileKind(profile));
  return own && own.mfaProfile === undefined && !own.isSession ? own.profile : undefined;
}

/** The names in that chain, this one first; in a circular chain, the last name is there twice. */
export function sourcesOf(name: string, profiles: Profiles): string[] {
  const names = new Set([name]);
  for (let at = name; ;) {
    const source = sourceOf(at, profiles);
    if (source === undefined) return [...names];
    if (names.has(source)) return [...names, source];
    names.add((at = source));
  }
}

/** The role profiles in that chain. */
export function rolesFrom(name: string, profiles: Profiles): RoleProfile[] {
  return sourcesOf(name, profiles).flatMap((each) => asRoleProfile(profiles.get(each)) ?? []);
}

/** The role profiles that use each section, in the order of the files. */
export type Roles = ReadonlyMap<string, readonly RoleProfile[]>;

/** The role profiles by the section at the end of their chain. */
export const rolesBySection = memoizeFor((profiles: Profiles): Roles => {
  const ends = new Map<string, string>();
  const roles = [...profiles.values()].flatMap((profile) => asRoleProfile(profile) ?? []);
  return groupBy(roles, ({ profile }) => restsOn(profile.name, profiles, ends));
});

/** The names of the role profiles that use a section. */
export function namesOn(section: string, roles: Roles): string[] {
  return (roles.get(section) ?? []).map(({ profile }) => profile.name);
}
