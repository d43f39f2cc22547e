/** Where a set-up begins: with keys that are there, with a choice among several, or with none. */
import { AwsMfaError } from '../../errors.ts';
import type { Environment } from '../environment.ts';
import { unwritableName } from '../profiles/mfa-profile-name.ts';
import { profileKind, type LongTermKeys, type ProfileKind } from '../profiles/profile-kind.ts';
import type { Profiles } from '../profiles/profile.ts';
import { ENVIRONMENT_BASE, longTermNames, resolveBase } from '../profiles/resolve-base.ts';
import { unusableBase } from '../profiles/unusable-base.ts';
import type { Sourced } from '../sourced.ts';

export type SetupStart =
  /** Without keys where a process gives them. */
  | { kind: 'keys'; base: string; keys: LongTermKeys | undefined; process: Sourced<string> | undefined }
  | { kind: 'choose'; names: string[] }
  /** `half`: one half of an access key stands there, and would be replaced. */
  | { kind: 'new'; base: string; half: boolean };

/**
 * @param named `--profile` or `AWS_PROFILE`; nothing where neither is given
 * @throws AwsMfaError `usage` for a name that keys cannot be written under, `configuration` for a profile of another kind
 */
export function setupStart(
  named: Sourced<string> | undefined,
  profiles: Profiles,
  environment: Environment,
): SetupStart {
  const name = named?.value ?? 'default';
  const found = kindOf(name, profiles);
  const bases = longTermNames(profiles);
  if (!named && bases.length > 1) return { kind: 'choose', names: bases };
  if (!named && bases[0] !== undefined) return startFromKeys(bases[0], profiles);
  if (found?.kind === 'temporary' && bases.includes(longTermSibling(name)))
    return startFromKeys(longTermSibling(name), profiles);
  if (!found || found.kind === 'no-keys' || found.kind === 'half') {
    if (name === 'mfa') throw unfitName('the session goes there');
    checkKeysName(name);
    return { kind: 'new', base: name, half: found?.kind === 'half' };
  }
  const base = resolveBase(named ?? { value: name, from: 'default' }, profiles, environment);
  if (base.name === ENVIRONMENT_BASE && !profiles.has(ENVIRONMENT_BASE)) throw keysOfEnvironment(name);
  return { kind: 'keys', base: base.name, keys: base.keys, process: base.process };
}

/** @throws AwsMfaError `configuration` where the profile holds no long-term keys */
export function startFromKeys(base: string, profiles: Profiles): SetupStart {
  const found = kindOf(base, profiles);
  if (found?.kind === 'long-term') return { kind: 'keys', base, keys: found.keys, process: undefined };
  throw unusableBase(base, found ?? { kind: 'no-keys' }, longTermNames(profiles));
}

/** The section in which broamski's aws-mfa expects the long-term keys of a profile. */
function longTermSibling(name: string): string {
  return `${name}-long-term`;
}

/** Whether a base is laid out as broamski's aws-mfa has it. */
export function isOfBroamski(base: string): boolean {
  return base.endsWith('-long-term');
}

function kindOf(name: string, profiles: Profiles): ProfileKind | undefined {
  const profile = profiles.get(name);
  return profile && profileKind(profile);
}

/** @throws AwsMfaError `usage` for a name under which not every tool would find keys */
export function checkKeysName(name: string): void {
  const why = unwritableName(name);
  if (why !== undefined) throw unfitName(why);
}

function unfitName(why: string): AwsMfaError {
  return new AwsMfaError(
    'usage',
    `Keys cannot be stored in a profile of that name: ${why}.`,
    'For example: `aws-mfa setup --profile work`',
  );
}

function keysOfEnvironment(session: string): AwsMfaError {
  return new AwsMfaError(
    'configuration',
    `The session in [${session}] was made from keys in the environment, which are stored nowhere.`,
    'To store keys in a profile: `aws-mfa setup --profile default`',
  );
}
