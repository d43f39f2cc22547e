/** Leads from the name that was given, or from none, to the base profile whose long-term keys can ask for a session. */
import { AwsMfaError } from '../errors.ts';
import { option, shellCommand } from '../text/shell-command.ts';
import type { Environment } from '../environment.ts';
import { ENVIRONMENT_BASE, profileNameProblem, USUAL_NAME, type Profiles } from './profile.ts';
import { circle, noKeysAtAll, noSuchProfile, severalBases, unusableBase } from './base-errors.ts';
import {
  ownExport,
  type OwnExport,
  isTemporary,
  profileKind,
  type LongTermKeys,
  type ProfileKind,
} from './profile-kind.ts';
import { processLoop } from './process-keys.ts';
import { type Sourced, isGivenBy } from '../source.ts';

export interface ResolvedBase {
  name: string;
  /** Nothing where a process gives them. */
  keys?: LongTermKeys;
  /** The `credential_process` that gives the keys. */
  process?: Sourced<string>;
  /** The section to renew, where the name that was given is a session of ours or a role that rests on one. */
  renews?: string;
  /** Why this base was taken although nobody named it. */
  note?: string;
  /** True where the base is the only one there is, and was not named: worth a question on a terminal. */
  guessed?: true;
}

/**
 * @param named `--profile` or `AWS_PROFILE`; nothing where neither is given
 * @throws AwsMfaError `configuration`: what the profile is, and what to name instead
 */
export function resolveBase(
  named: Sourced<string> | undefined,
  profiles: Profiles,
  environment: Environment,
): ResolvedBase {
  return named ? followName(named, profiles, environment) : withoutName(profiles, environment);
}

/**
 * Follows a name to its base. A role is followed only from the environment: a flag means the profile itself.
 * @param seen the names that led here
 */
function followName(
  named: Sourced<string>,
  profiles: Profiles,
  environment: Environment,
  seen = new Set<string>(),
): ResolvedBase {
  let name = named.value;
  for (;;) {
    if (seen.has(name)) throw circle([...seen, name]);
    seen.add(name);
    const profile = profiles.get(name);
    const found = profile && profileKind(profile);
    if (name === USUAL_NAME && (!found || found.kind === 'no-keys'))
      return awaitedSession(profiles, environment, seen);
    if (!found) throw noSuchProfile(name, named, profiles.keys(), longTermNames(profiles));
    const own = ownExport(found);
    if (own) return exportedBase(own, profiles, environment, seen);
    const base = baseOf(name, found);
    if (base) return base;
    if (found.kind === 'our-session')
      return { ...recordedBase(name, found.base, profiles, environment), renews: name };
    if (found.kind !== 'role' || found.source === undefined || !isGivenBy(named.source, 'AWS_PROFILE')) {
      throw unusableBase(name, found, longTermNames(profiles));
    }
    name = found.source;
  }
}

/** Ahead of the first login, and after a logout, the usual section is that of whoever logs in without a name. */
function awaitedSession(profiles: Profiles, environment: Environment, seen: Set<string>): ResolvedBase {
  return { ...withoutName(profiles, environment, seen), renews: USUAL_NAME };
}

/** Keys that an export of this program hands out are of the session that it was told to export. */
function exportedBase(
  { command, profile, mfaProfile }: OwnExport,
  profiles: Profiles,
  environment: Environment,
  seen: Set<string>,
): ResolvedBase {
  if (profile !== undefined && seen.has(profile)) throw processLoop(command);
  const base =
    profile === undefined
      ? withoutName(profiles, environment, seen)
      : followName({ value: profile, source: command.source }, profiles, environment, seen);
  return mfaProfile === undefined || profileNameProblem(mfaProfile) ? base : { ...base, renews: mfaProfile };
}

function baseOf(name: string, found: ProfileKind): ResolvedBase | undefined {
  if (found.kind === 'long-term') return { name, keys: found.keys };
  return found.kind === 'process' ? { name, process: found.command } : undefined;
}

/** The base that a session of ours was made from. */
function recordedBase(
  session: string,
  base: string,
  profiles: Profiles,
  environment: Environment,
): ResolvedBase {
  const profile = profiles.get(base);
  if (!profile && base === ENVIRONMENT_BASE) {
    const keys = environmentKeys(environment);
    if (keys) return { name: base, keys };
    throw new AwsMfaError(
      'base_gone',
      `The session in [${session}] was made from keys in the environment, and there are none now.`,
      'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a profile with long-term keys: `--profile NAME`',
    );
  }
  if (!profile) {
    throw new AwsMfaError(
      'base_gone',
      `The session in [${session}] was made from the profile "${base}", which is no longer there.`,
      `Name the profile that holds the long-term keys: ${shellCommand('--profile', 'NAME', ...option('--mfa-profile', session))}`,
    );
  }
  const found = profileKind(profile);
  const resolved = baseOf(base, found);
  if (resolved) return resolved;
  throw unusableBase(base, found, longTermNames(profiles));
}

function withoutName(profiles: Profiles, environment: Environment, seen = new Set<string>()): ResolvedBase {
  const usual = profiles.get('default');
  const found = usual && profileKind(usual);
  if (found?.kind === 'long-term') return { name: 'default', keys: found.keys };
  if (found?.kind === 'our-session') {
    return { ...recordedBase('default', found.base, profiles, environment), renews: 'default' };
  }
  const own = found && ownExport(found);
  if (own?.profile !== undefined && !seen.has('default')) {
    return exportedBase(own, profiles, environment, seen.add('default'));
  }
  const candidates = longTermNames(profiles);
  const only = candidates.length === 1 ? profiles.get(candidates[0] ?? '') : undefined;
  const onlyKind = only && profileKind(only);
  if (only && onlyKind?.kind === 'long-term') {
    const note = `[${only.name}] is the only profile with long-term keys, so that is the base.`;
    return { name: only.name, keys: onlyKind.keys, note, guessed: true };
  }
  if (candidates.length > 1) throw severalBases(candidates);
  if (own) return fromEnvironment(environment) ?? fail(processLoop(own.command));
  // Keys in a file go ahead: what a process gives may be of any kind.
  if (found?.kind === 'process') return { name: 'default', process: found.command };
  return (
    fromEnvironment(environment) ?? fail(usual && found ? unusableBase('default', found, []) : noKeysAtAll())
  );
}

function fromEnvironment(environment: Environment): ResolvedBase | undefined {
  const keys = environmentKeys(environment);
  if (!keys) return undefined;
  const note = `No profile has keys; taking those of the environment (AWS_ACCESS_KEY_ID …${keys.accessKeyId.slice(-4)}).`;
  return { name: ENVIRONMENT_BASE, keys, note };
}

function environmentKeys(environment: Environment): LongTermKeys | undefined {
  const { accessKeyId, secretAccessKey, sessionToken } = environment;
  if (!accessKeyId || !secretAccessKey || isTemporary(accessKeyId, sessionToken)) return undefined;
  return { accessKeyId, secretAccessKey };
}

/** The profiles that can be a base, in the order of the files. */
export function longTermNames(profiles: Profiles): string[] {
  return [...profiles.values()]
    .filter((profile) => profileKind(profile).kind === 'long-term')
    .map(({ name }) => name);
}

function fail(error: AwsMfaError): never {
  throw error;
}
