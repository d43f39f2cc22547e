/**
 * The two shared files as one list of profiles, laid over each other as the AWS CLI does: a key of the
 * credentials file wins over the same key of the config file.
 */
import { sourced, type Sourced } from '../sourced.ts';

/** One file: section name → key (lower case) → value. */
export type Sections = ReadonlyMap<string, ReadonlyMap<string, string>>;

export interface SharedFiles {
  credentials: Sections;
  config: Sections;
}

export interface Profile {
  name: string;
  /** Key → value and the header it stands under, e.g. `mfa_serial of [profile work]`. An empty value is left out. */
  settings: ReadonlyMap<string, Sourced<string>>;
}

export type Profiles = ReadonlyMap<string, Profile>;

const KEY_TRIO = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token', 'aws_security_token'];

export function profilesOf(files: SharedFiles): Profiles {
  const settings = new Map<string, Map<string, Sourced<string>>>();
  const lay = (profile: string, header: string, keys: ReadonlyMap<string, string>) => {
    const target = settings.get(profile) ?? new Map<string, Sourced<string>>();
    settings.set(profile, target);
    for (const [key, value] of keys)
      if (value !== '') target.set(key, { value, from: `${key} of [${header}]` });
  };
  for (const [header, keys] of files.config) {
    const profile = profileOfConfigHeader(header);
    if (profile !== undefined) lay(profile, header, keys);
  }
  for (const [header, keys] of files.credentials) {
    // A key and its token are taken from one file: an old token in the other would turn it into another kind of key.
    if (keys.get('aws_access_key_id')) KEY_TRIO.forEach((key) => settings.get(header)?.delete(key));
    lay(header, header, keys);
  }
  return new Map([...settings].map(([name, keys]) => [name, { name, settings: keys }]));
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

/** A setting of a profile in either file. */
export function settingOf(profile: Profile | undefined, key: string): Sourced<string> | undefined {
  return profile?.settings.get(key);
}

/** A setting that must stand in one file's section. */
export function keyOf(sections: Sections, header: string, key: string): Sourced<string> | undefined {
  return sourced(sections.get(header)?.get(key) || undefined, `${key} of [${header}]`);
}
