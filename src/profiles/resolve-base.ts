/** Finds the base profile, which has the long-term access key, from the profile that was named, or without a name. */
import { AwsMfaError } from '../errors.ts';
import { option, shellCommand } from '../text/shell-command.ts';
import type { Environment } from '../environment.ts';
import { ENVIRONMENT_BASE, profileNameProblem, USUAL_NAME, type Profiles } from './profile.ts';
import {
  circularSource,
  createProfile,
  noKeysAtAll,
  noSuchProfile,
  processLoop,
  SeveralBases,
  unusableBase,
} from './base-errors.ts';
import {
  kindOf,
  ownExport,
  type OwnExport,
  isTemporary,
  type LongTermKeys,
  type ProfileKind,
} from './profile-kind.ts';
import { baseNames, mfaProfileOf, recordOf } from './mfa-record.ts';
import { isInCredentials, type Sourced } from '../source.ts';
import { entryOf } from '../stores/stores.ts';

export interface ResolvedBase {
  name: string;
  /** Undefined if a process gives them, or if they are gone. */
  keys?: LongTermKeys;
  /** The `credential_process` that gives the keys. */
  process?: Sourced<string>;
  /** Why a session that is stored has no base profile with keys any more. They are needed only to renew it. */
  gone?: AwsMfaError;
  /** The section to renew, if one with a session from aws-mfa was named, or a role that uses it. */
  renews?: string;
  /** Why this profile was chosen without being named. */
  note?: string;
  /** True if it was not named and is the only one there is: worth a question on a terminal. */
  guessed?: true;
}

/** What is searched, and the names seen so far. */
interface Search {
  profiles: Profiles;
  environment: Environment;
  seen: Set<string>;
  named: Sourced<string> | undefined;
  /** The answer of the user if several profiles could be the base profile. */
  chosen: string | undefined;
}

/**
 * @param named `--profile` or `AWS_PROFILE`; undefined if neither is given
 * @param chosen the answer of the user to {@link SeveralBases}
 * @throws AwsMfaError `configuration`: what the profile is, and what to name instead
 */
export function resolveBase(
  named: Sourced<string> | undefined,
  profiles: Profiles,
  environment: Environment,
  chosen?: string,
): ResolvedBase {
  const search = { profiles, environment, seen: new Set<string>(), named, chosen };
  return named ? followName(named, search) : withoutName(search);
}

/** The same, with keys. @throws AwsMfaError `configuration`, also if they are gone */
export function resolveBaseWithKeys(...input: Parameters<typeof resolveBase>): ResolvedBase {
  const base = resolveBase(...input);
  if (base.gone) throw base.gone;
  return base;
}

/** Follows a name to its base. */
function followName(named: Sourced<string>, search: Search): ResolvedBase {
  const { profiles, seen } = search;
  for (let name = named.value; ;) {
    if (seen.has(name)) throw circularSource([...seen, name]);
    seen.add(name);
    const found = kindOf(name, profiles);
    // Before the first login and after a logout, [mfa] means the session that a login without a profile gets.
    if (name === USUAL_NAME && (!found || found.kind === 'no-keys'))
      return { ...withoutName(search), renews: USUAL_NAME };
    if (!found) throw noSuchProfile(name, named, profiles, createProfile(name, profiles));
    const own = ownExport(found);
    if (own) return exportedBase(own, search);
    const base = baseOf(name, found);
    if (base) return base;
    if (found.kind === 'our-session') return recordedBase(name, found.base, search);
    // The profile has lost its keys, but its session is still there.
    const section = mfaProfileOf(name, profiles);
    if (found.kind === 'no-keys' && ownSessionBase(section, profiles) === name)
      return recordedBase(section, name, search);
    if (found.kind !== 'role' || found.source === undefined) throw unusableBase(name, found, profiles);
    name = found.source;
  }
}

/** The base profile of the session that our own `export` prints. */
function exportedBase({ command, profile, mfaProfile }: OwnExport, search: Search): ResolvedBase {
  if (profile !== undefined && search.seen.has(profile)) throw processLoop(command);
  const base =
    profile === undefined
      ? withoutName(search)
      : followName({ value: profile, source: command.source }, search);
  return mfaProfile === undefined || profileNameProblem(mfaProfile) ? base : { ...base, renews: mfaProfile };
}

function baseOf(name: string, found: ProfileKind): ResolvedBase | undefined {
  if (found.kind === 'long-term') return { name, keys: found.keys };
  return found.kind === 'process' ? { name, process: found.command } : undefined;
}

/** The base profile of the user's own session that is stored in a section; undefined if there is no such session. */
function ownSessionBase(section: string, profiles: Profiles): string | undefined {
  const record = recordOf(profiles.get(section));
  return record && !record.role && isInCredentials(record.base.source) ? record.base.value : undefined;
}

/** The base profile that a session records, to renew that session. */
function recordedBase(session: string, base: string, { profiles, environment }: Search): ResolvedBase {
  const found = kindOf(base, profiles);
  const keys = !found && base === ENVIRONMENT_BASE ? environmentKeys(environment) : undefined;
  const resolved = keys ? { name: base, keys } : found && baseOf(base, found);
  if (resolved) return { ...resolved, renews: session };
  const gone = found ? unusableBase(base, found, profiles) : baseGone(session, base);
  if (found?.kind === 'our-session' || found?.kind === 'temporary') throw gone;
  return { name: base, gone, renews: session };
}

function baseGone(session: string, base: string): AwsMfaError {
  const isOfEnvironment = base === ENVIRONMENT_BASE;
  return new AwsMfaError(
    'base_gone',
    isOfEnvironment
      ? `The session in [${session}] was made with an access key from the environment, which is not set now.`
      : `The session in [${session}] was made with profile "${base}", which no longer exists.`,
    isOfEnvironment
      ? 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or use a profile with a long-term access key: `--profile NAME`'
      : `Name the profile that has the access key now: ${shellCommand('--profile', 'NAME', ...option('--mfa-profile', session))}`,
  );
}

function withoutName(search: Search): ResolvedBase {
  const { profiles, environment, seen, named, chosen } = search;
  const found = kindOf('default', profiles);
  if (found?.kind === 'long-term') return { name: 'default', keys: found.keys };
  if (found?.kind === 'our-session') return recordedBase('default', found.base, search);
  const own = found && ownExport(found);
  if (own?.profile !== undefined && !seen.has('default')) {
    seen.add('default');
    return exportedBase(own, search);
  }
  const remembered = chosen === undefined ? baseOfUsual(search) : usableBase(chosen, profiles);
  if (remembered) return remembered;
  if (found?.kind === 'process' && !own) return { name: 'default', process: found.command };
  // Never another base profile than that of the session that is there.
  const kept = baseOfKeptSession(search);
  if (kept) return kept;
  const longTerm = longTermNames(profiles);
  const keys = longTerm.length === 0 ? environmentKeys(environment) : undefined;
  if (keys) return { name: ENVIRONMENT_BASE, keys, note: `Using ${nameOfKey(keys)}: no profile has one.` };
  const [name, ...others] = longTerm.length > 0 ? longTerm : baseNames(profiles);
  if (others.length > 0) throw new SeveralBases(named, profiles);
  const only = name === undefined ? undefined : usableBase(name, profiles);
  if (only) {
    const what = longTerm.length > 0 ? 'a long-term access key' : 'a credential_process';
    const note = `Using [${only.name}] as the base profile: it is the only one with ${what}.`;
    return { ...only, note, guessed: true };
  }
  if (own) throw processLoop(own.command);
  throw found ? unusableBase('default', found, profiles) : noKeysAtAll();
}

/** The base profile of the session in `mfa`, whose keys are gone. The session can still be handed out. */
function baseOfKeptSession(search: Search): ResolvedBase | undefined {
  const { profiles, environment } = search;
  const base = ownSessionBase(USUAL_NAME, profiles);
  const found = base === undefined ? undefined : kindOf(base, profiles);
  if (base === undefined || (found && ownExport(found)) || environmentKeys(environment)) return undefined;
  return recordedBase(USUAL_NAME, base, search);
}

/** The base profile that is recorded for `mfa`; undefined if there is none, or it is gone. */
function baseOfUsual({ profiles, environment }: Search): ResolvedBase | undefined {
  const record = recordOf(profiles.get(USUAL_NAME));
  if (!record || record.role) return undefined;
  const { value: base } = record.base;
  const keys = base === ENVIRONMENT_BASE && !profiles.has(base) ? environmentKeys(environment) : undefined;
  const found = keys ? { name: base, keys, note: `Using ${nameOfKey(keys)}.` } : usableBase(base, profiles);
  return found && { ...found, renews: USUAL_NAME };
}

function nameOfKey({ accessKeyId }: LongTermKeys): string {
  return `the access key from the environment (AWS_ACCESS_KEY_ID …${accessKeyId.slice(-4)})`;
}

function usableBase(name: string, profiles: Profiles): ResolvedBase | undefined {
  const found = kindOf(name, profiles);
  return found && !ownExport(found) ? baseOf(name, found) : undefined;
}

function environmentKeys(environment: Environment): LongTermKeys | undefined {
  const { accessKeyId, secretAccessKey, sessionToken } = environment;
  if (!accessKeyId || !secretAccessKey || isTemporary(accessKeyId, sessionToken)) return undefined;
  return { accessKeyId, secretAccessKey };
}

/** The profiles with a long-term access key, also one in a store of `aws-mfa protect`. */
export function longTermNames(profiles: Profiles): string[] {
  return baseNames(profiles).filter((name) => {
    const base = usableBase(name, profiles);
    return base?.keys !== undefined || (base?.process && entryOf(base.process.value));
  });
}
