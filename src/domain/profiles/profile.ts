/**
 * The two shared files as one list of profiles, laid over each other as the AWS CLI does: a key of the
 * credentials file wins over the same key of the config file.
 */
import type { Keys } from '../ini/section-values.ts';
import type { Sourced } from '../sourced.ts';
import type { SharedFileKind } from './shared-file-paths.ts';

/** One file: section name → key (lower case) → value. */
export type Sections = ReadonlyMap<string, Keys>;

export interface SharedFiles {
  credentials: Sections;
  config: Sections;
}

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
    if (value) return { value, from: `${key} of [${header}]`, file };
    // A key and its token are taken from one file: an old token in the other would turn it into another kind of key.
    if (file === 'credentials' && KEYS_OF_CREDENTIALS.includes(key) && keys.get('aws_access_key_id'))
      return undefined;
  }
  return undefined;
}

/** A setting that must stand in a section of the credentials file: what is recorded beside a session. */
export function keyOf(credentials: Sections, header: string, key: string): Sourced<string> | undefined {
  const value = credentials.get(header)?.get(key);
  return value ? { value, from: `${key} of [${header}]`, file: 'credentials' } : undefined;
}
