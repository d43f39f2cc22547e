/**
 * Merges the two shared files into one list of profiles as the AWS CLI does: a key in the credentials file wins over
 * the same key in the config file. Also checks profile names.
 */
import { AwsMfaError } from '../errors.ts';
import { plainName, profileOfConfigHeader } from '../shared-files/header-names.ts';
import type { Keys, SharedFiles } from '../shared-files/section-values.ts';
import { ofFlag, sourced, type FileSetting, type Sourced, type SharedFileKind } from '../source.ts';
import { memoizeFor } from '../text/memoize.ts';
import { option, selectsProfile, shellCommand } from '../text/shell-command.ts';

/** The name recorded in a session as its base profile if the access key came from the environment. */
export const ENVIRONMENT_BASE = 'environment';

export interface Profile {
  name: string;
  /** Its sections, the one that wins first. */
  layers: Layer[];
}

interface Layer {
  file: SharedFileKind;
  /** The text between the brackets. */
  header: string;
  keys: Keys;
}

export type Profiles = ReadonlyMap<string, Profile>;

/** Several steps of a run need it; what they find out about the profiles is kept with the result. */
export const profilesOf = memoizeFor((files: SharedFiles): Profiles => {
  const profiles = new Map<string, Profile>();
  const lay = (name: string, layer: Layer) => {
    const profile = profiles.get(name) ?? { name, layers: [] };
    profile.layers.unshift(layer);
    profiles.set(name, profile);
  };
  for (const [header, keys] of files.config) {
    const name = profileOfConfigHeader(header);
    // Of two sections of a profile, the AWS CLI uses only the last one.
    if (name !== undefined) profiles.set(name, { name, layers: [{ file: 'config', header, keys }] });
  }
  for (const [header, keys] of files.credentials) lay(header, { file: 'credentials', header, keys });
  return profiles;
});

/**
 * The header of a profile in the config file, without brackets and quotes. If it has a section, this one's: some files
 * have `[profile default]`, and of that and `[default]`, tools use only one.
 */
export function configHeader(profile: string, profiles: Profiles): string {
  const written = profiles.get(profile)?.layers.find(({ file }) => file === 'config');
  if (written) return plainName(written.header);
  return profile === 'default' ? 'default' : `profile ${profile}`;
}

const KEYS_OF_CREDENTIALS = [
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'aws_security_token',
];

/** A setting of a profile, from the file that wins; undefined if there is none, or an empty one. */
export function settingOf(profile: Profile | undefined, key: string): FileSetting | undefined {
  for (const layer of profile?.layers ?? []) {
    const setting = keyOf(layer, key);
    if (setting) return setting;
    // A key and its token come from the same file: an old token in the other one does not belong to the key.
    const isOfKeys = layer.file === 'credentials' && KEYS_OF_CREDENTIALS.includes(key);
    if (isOfKeys && layer.keys.get('aws_access_key_id')) return undefined;
  }
  return undefined;
}

/** A setting of one section; undefined if there is none, or an empty one. */
export function keyOf({ file, header, keys }: Layer, key: string): FileSetting | undefined {
  const value = keys.get(key);
  return value ? { value, source: { kind: 'setting', key, header, file } } : undefined;
}

/**
 * `--profile NAME` for a command in a hint; nothing for keys from the environment, which are in no profile, and for the
 * default profile, unless the user's shell selects another one.
 */
export function profileFlag(base: string): string[] {
  const isUsual = base === ENVIRONMENT_BASE || (base === 'default' && !selectsProfile());
  return isUsual ? [] : option('--profile', base);
}

/** The command that stores a setting. @param flag the words that name the profile */
export function configureSet(key: string, value: string, flag: readonly string[]): string {
  return shellCommand('aws', 'configure', 'set', key, value, ...flag);
}

/** The default MFA profile. */
export const USUAL_NAME = 'mfa';

/**
 * Why a name cannot be written to the files; undefined if it can. Spaces, brackets, quotes and comment signs end a name
 * in one tool or another, and SDKs disagree on characters beyond ASCII.
 */
export function profileNameProblem(name: string): string | undefined {
  if (name === '') return 'it is empty';
  // With a name that every JavaScript object has, such as `constructor`, the SDK loses the section's keys.
  if (name === 'DEFAULT' || name in {}) return 'SDKs reserve that name';
  // `--mfa-profile --force` lacks its value, and no tool takes such a name after --profile.
  if (name.startsWith('-')) return 'it begins with a hyphen, like an option';
  if (!/^[\w@+.%:/-]+$/.test(name)) return 'only letters, digits and . _ - @ + % : / work in every SDK';
  return undefined;
}

/**
 * The profile of a command line, given as a word or with `--profile`.
 * @throws AwsMfaError `usage` if the name is empty, given twice, or could be a code
 */
export function nameGiven(word: string | undefined, flag: string | undefined): Sourced<string> | undefined {
  // The name of an unknown profile is repeated in the error, and the code may still be valid.
  if ([word, flag].some((name) => name !== undefined && couldBeCode(name))) {
    throw new AwsMfaError(
      'misplaced_code',
      'The name of the profile looks like an MFA code.',
      'To log in with a code: `aws-mfa login --token CODE`',
    );
  }
  if (word !== undefined && flag !== undefined && word !== flag) {
    throw new AwsMfaError('conflicting_options', 'Two profiles are named.', 'Name only one.');
  }
  const given = sourced(word, { kind: 'argument' }) ?? ofFlag(flag, '--profile');
  if (given?.value !== '') return given;
  throw new AwsMfaError('invalid_value', 'The name of the profile is empty.', 'Give a name, or omit it.');
}

/** Digits with blanks or hyphens, fewer than the twelve of an AWS account. */
export function couldBeCode(text: string): boolean {
  return /^[\s-]*\d[\d\s-]{0,10}$/.test(text.normalize('NFKC'));
}
