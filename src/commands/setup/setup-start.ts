/** Decides how a setup starts: with an existing access key, with a choice of profiles, or with a new access key. */
import type { KeySource } from '../../aws/base-keys.ts';
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
import { profileKind } from '../../profiles/profile-kind.ts';
import { longTermNames, resolveBaseWithKeys } from '../../profiles/resolve-base.ts';
import { type Sourced, DEFAULT, isGivenBy } from '../../source.ts';

/** The profile, which gets a new access key if it has neither keys nor a process that gives them; or several. */
export type SetupStart = KeySource | Choice;

export interface Choice {
  names: string[];
  /** Whether they have keys, or lack nothing but keys. */
  hasKeys: boolean;
}

/**
 * @param named `--profile` or `AWS_PROFILE`; undefined if neither is given
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
  if (others.length > 0) return { names, hasKeys: bases.length > 0 };
  return profileStart({ value: first, source: DEFAULT }, profiles, environment);
}

/** Many shells have `AWS_PROFILE=mfa` before the first login. */
function isAwaitedSession({ value, source }: Sourced<string>, profiles: Profiles): boolean {
  const kind = kindOf(profiles.get(value));
  return isGivenBy(source, 'AWS_PROFILE') && value === USUAL_NAME && (!kind || kind === 'no-keys');
}

/**
 * @param named the profile, or a session or role that leads to it
 * @throws AwsMfaError `usage` for a name that keys cannot be stored under; `configuration` for a profile of another kind
 */
export function profileStart(
  named: Sourced<string>,
  profiles: Profiles,
  environment: Environment,
): KeySource {
  const kind = kindOf(profiles.get(named.value));
  const sibling = named.value + LONG_TERM;
  if (kind === 'temporary' && kindOf(profiles.get(sibling)) === 'long-term')
    return profileStart({ ...named, value: sibling }, profiles, environment);
  if (!kind || kind === 'no-keys' || kind === 'half') {
    if (named.value === USUAL_NAME) throw unfitName(named.value, 'sessions are stored there');
    checkKeysName(named.value);
    return { name: named.value };
  }
  const { name, keys, process } = resolveBaseWithKeys(named, profiles, environment);
  if (name === ENVIRONMENT_BASE && !profiles.has(ENVIRONMENT_BASE)) throw keysOfEnvironment(named.value);
  return { name, keys, process };
}

/**
 * Profiles whose keys are in no file: a process gives them, or they are in a keychain, where aws-vault keeps them; its
 * profiles have a device or a command for codes in the config file.
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

/** Where broamski's aws-mfa keeps the long-term keys of a profile. */
const LONG_TERM = '-long-term';

export function isOfBroamski(base: string): boolean {
  return base.endsWith(LONG_TERM);
}

function kindOf(profile: Profile | undefined): ReturnType<typeof profileKind>['kind'] | undefined {
  return profile && profileKind(profile).kind;
}

/** @throws AwsMfaError `usage` for a name that not every tool can read */
export function checkKeysName(name: string): void {
  const why = profileNameProblem(name);
  if (why !== undefined) throw unfitName(name, why);
}

function unfitName(name: string, why: string): AwsMfaError {
  return new AwsMfaError(
    'invalid_value',
    `An access key cannot be stored in a profile named "${name}": ${why}.`,
    'Choose another name:\n`aws-mfa setup --profile work`',
  );
}

function keysOfEnvironment(session: string): AwsMfaError {
  return new AwsMfaError(
    'unusable_base',
    `The session in [${session}] was made with an access key from the environment, not from a profile.`,
    'To store an access key in a profile:\n`aws-mfa setup --profile default`',
  );
}
