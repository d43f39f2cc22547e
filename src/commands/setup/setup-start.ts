/** Decides how a setup starts: with existing keys, with a choice of profiles, or with no keys. */
import { AwsMfaError } from '../../errors.ts';
import type { Environment } from '../../environment.ts';
import {
  profileNameProblem,
  USUAL_NAME,
  settingOf,
  type Profile,
  type Profiles,
  ENVIRONMENT_BASE,
} from '../../profiles/profile.ts';
import { profileKind, type LongTermKeys } from '../../profiles/profile-kind.ts';
import { longTermNames, resolveBase } from '../../profiles/resolve-base.ts';
import { type Sourced, DEFAULT, isGivenBy } from '../../source.ts';

export type SetupStart =
  | ProfileStart
  /** `hasKeys`: whether they have keys, or lack nothing but keys. */
  | { kind: 'choose'; names: string[]; hasKeys: boolean };

/** The beginning with one profile. */
export type ProfileStart =
  /** Without keys where a process gives them. */
  | { kind: 'keys'; base: string; keys: LongTermKeys | undefined; process: Sourced<string> | undefined }
  /** `half`: one half of an access key stands there, and would be replaced. */
  | { kind: 'new'; base: string; half: boolean };

/**
 * @param named `--profile` or `AWS_PROFILE`; nothing where neither is given
 * @throws AwsMfaError as {@link profileStart} does
 */
export function setupStart(
  named: Sourced<string> | undefined,
  profiles: Profiles,
  environment: Environment,
): SetupStart {
  if (named && !isAwaitedSession(named, profiles)) return profileStart(named, profiles, environment);
  const bases = longTermNames(profiles);
  const usual = profiles.get('default');
  const isOpen = !usual || profileKind(usual).kind === 'no-keys';
  const names = bases.length > 0 ? bases : isOpen ? namesWithoutKeys(profiles) : [];
  const [first = 'default', ...others] = names;
  if (others.length > 0) return { kind: 'choose', names, hasKeys: bases.length > 0 };
  return profileStart({ value: first, source: DEFAULT }, profiles, environment);
}

/** `AWS_PROFILE=mfa` stands in many a shell before the first login. */
function isAwaitedSession({ value, source }: Sourced<string>, profiles: Profiles): boolean {
  const kind = kindOf(profiles.get(value));
  return isGivenBy(source, 'AWS_PROFILE') && value === USUAL_NAME && (!kind || kind === 'no-keys');
}

/**
 * @param named the profile, or a session or role that leads to it
 * @throws AwsMfaError `usage` for a name that keys cannot be written under, `configuration` for a profile of another kind
 */
export function profileStart(
  named: Sourced<string>,
  profiles: Profiles,
  environment: Environment,
): ProfileStart {
  const kind = kindOf(profiles.get(named.value));
  const sibling = longTermSibling(named.value);
  if (kind === 'temporary' && kindOf(profiles.get(sibling)) === 'long-term')
    return profileStart({ ...named, value: sibling }, profiles, environment);
  if (!kind || kind === 'no-keys' || kind === 'half') {
    if (named.value === USUAL_NAME) throw unfitName('the session goes there');
    checkKeysName(named.value);
    return { kind: 'new', base: named.value, half: kind === 'half' };
  }
  const base = resolveBase(named, profiles, environment);
  if (base.name === ENVIRONMENT_BASE && !profiles.has(ENVIRONMENT_BASE)) throw keysOfEnvironment(named.value);
  return { kind: 'keys', base: base.name, keys: base.keys, process: base.process };
}

/**
 * Profiles whose keys stand in no file: a process has them, or they are in a keychain, which is where aws-vault keeps
 * them, beside a device or a command for codes in the config file.
 */
function namesWithoutKeys(profiles: Profiles): string[] {
  const isWaiting = (profile: Profile) =>
    kindOf(profile) === 'no-keys' &&
    profile.name !== USUAL_NAME &&
    profileNameProblem(profile.name) === undefined &&
    ['mfa_serial', 'mfa_process'].some((key) => settingOf(profile, key));
  return [...profiles.values()]
    .filter((profile) => kindOf(profile) === 'process' || isWaiting(profile))
    .map(({ name }) => name);
}

/** The section in which broamski's aws-mfa expects the long-term keys of a profile. */
function longTermSibling(name: string): string {
  return `${name}-long-term`;
}

/** Whether a base is laid out as broamski's aws-mfa has it. */
export function isOfBroamski(base: string): boolean {
  return base.endsWith('-long-term');
}

function kindOf(profile: Profile | undefined): ReturnType<typeof profileKind>['kind'] | undefined {
  return profile && profileKind(profile).kind;
}

/** @throws AwsMfaError `usage` for a name under which not every tool would find keys */
export function checkKeysName(name: string): void {
  const why = profileNameProblem(name);
  if (why !== undefined) throw unfitName(why);
}

function unfitName(why: string): AwsMfaError {
  return new AwsMfaError(
    'invalid_value',
    `Keys cannot be stored in a profile of that name: ${why}.`,
    'For example: `aws-mfa setup --profile work`',
  );
}

function keysOfEnvironment(session: string): AwsMfaError {
  return new AwsMfaError(
    'unusable_base',
    `The session in [${session}] was made from keys in the environment, which are stored nowhere.`,
    'To store keys in a profile: `aws-mfa setup --profile default`',
  );
}
