/**
 * Merges the two shared files into one list of profiles as the AWS CLI does: a key in the credentials file wins over
 * the same key in the config file. Also checks and quotes profile names.
 */
import type { Keys, Sections, SharedFiles } from '../shared-files/section-values.ts';
import type { Sourced, SharedFileKind } from '../source.ts';
import { option, shellCommand } from '../text/shell-command.ts';

/** The base that stands for keys that only the environment holds; recorded under this name in the session. */
export const ENVIRONMENT_BASE = 'environment';

export interface Profile {
  name: string;
  /** What the files say of it, the one that wins last. Looked into when a setting is asked for: most never are. */
  layers: Layer[];
}

interface Layer {
  file: SharedFileKind;
  /** As between the brackets. */
  header: string;
  keys: Keys;
}

export type Profiles = ReadonlyMap<string, Profile>;

export function profilesOf(files: SharedFiles): Profiles {
  const profiles = new Map<string, Profile>();
  const lay = (name: string, layer: Layer) => {
    const profile = profiles.get(name) ?? { name, layers: [] };
    profile.layers.push(layer);
    profiles.set(name, profile);
  };
  for (const [header, keys] of files.config) {
    const name = profileOfConfigHeader(header);
    if (name !== undefined) lay(name, { file: 'config', header, keys });
  }
  for (const [header, keys] of files.credentials) lay(header, { file: 'credentials', header, keys });
  return profiles;
}

/** The config file's header of a profile: `[default]`, else `[profile NAME]`. */
export function configHeader(profile: string): string {
  return profile === 'default' ? 'default' : `profile ${profile}`;
}

/** The reverse: nothing for `[sso-session x]`, `[services x]` and what else the config file holds. */
function profileOfConfigHeader(header: string): string | undefined {
  if (header === 'default') return 'default';
  const quoted = /^profile[ \t]+(?:"([^"]*)"|'([^']*)'|(\S+))[ \t]*$/.exec(header);
  return quoted?.[1] ?? quoted?.[2] ?? quoted?.[3];
}

const KEYS_OF_CREDENTIALS = [
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'aws_security_token',
];

/**
 * A setting of a profile in either file, with the header it stands under: `mfa_serial of [profile work]`. An empty
 * value counts as none.
 */
export function settingOf(profile: Profile | undefined, key: string): Sourced<string> | undefined {
  for (const { file, header, keys } of profile?.layers.toReversed() ?? []) {
    const value = keys.get(key);
    if (value) return { value, source: { kind: 'setting', key, header, file } };
    // A key and its token are taken from one file: an old token in the other would turn it into another kind of key.
    if (file === 'credentials' && KEYS_OF_CREDENTIALS.includes(key) && keys.get('aws_access_key_id'))
      return undefined;
  }
  return undefined;
}

/** A setting that must stand in a section of the credentials file: what is recorded beside a session. */
export function keyOf(credentials: Sections, header: string, key: string): Sourced<string> | undefined {
  const value = credentials.get(header)?.get(key);
  return value ? { value, source: { kind: 'setting', key, header, file: 'credentials' } } : undefined;
}

/** `--profile NAME`; no words for the default, and for keys of the environment, which stand in no profile. */
export function profileFlag(base: string): string[] {
  return base === 'default' || base === ENVIRONMENT_BASE ? [] : option('--profile', base);
}

/** The command that stores a setting. @param flag the words that name the profile */
export function configureSet(key: string, value: string, flag: readonly string[]): string {
  return shellCommand('aws', 'configure', 'set', key, value, ...flag);
}

/** Where a session goes if nothing else is said. */
export const USUAL_NAME = 'mfa';

/**
 * Why a name cannot be written, or nothing where it can. Blanks, brackets, quotes and comment signs end a name
 * for one tool or another; beyond ASCII the SDKs disagree.
 */
export function profileNameProblem(name: string): string | undefined {
  if (name === '') return 'it is empty';
  // `constructor`, `__proto__`, `toString`: what every JavaScript object has swallows the section's keys.
  if (name === 'DEFAULT' || name in {}) return 'SDKs give that name a meaning of its own';
  // `--mfa-profile --force` is a value that was forgotten; and no tool would take such a name behind --profile.
  if (name.startsWith('-')) return 'it begins with a hyphen, as options do';
  if (!/^[\w@+.%:/-]+$/.test(name))
    return 'only letters, digits and . _ - @ + % : / are read alike by every SDK';
  return undefined;
}
