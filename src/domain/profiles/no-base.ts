/** Why no base was found: the name is no profile's, or leads in a circle; there are several, or none at all. */
import { AwsMfaError } from '../../errors.ts';
import { option, shellCommand } from '../../shell-command.ts';
import { nearNames } from '../near-name.ts';
import type { Sourced } from '../sourced.ts';
import { unwritableName } from './mfa-profile-name.ts';

/** @param names from the first to the one that was met before */
export function circle(names: readonly string[]): AwsMfaError {
  return new AwsMfaError(
    'configuration',
    `The source_profile settings run in a circle: ${names.join(' → ')}.`,
    'Let the last of them name a profile with long-term keys, or the MFA profile.',
  );
}

/**
 * @param named what led to that name
 * @param all the profiles that there are
 * @param bases those of them with long-term keys
 */
export function noSuchProfile(
  name: string,
  named: Sourced<string>,
  all: Iterable<string>,
  bases: readonly string[],
): AwsMfaError {
  const near = nearNames(name, all);
  const remedy = /^arn:.*:role\//.test(name)
    ? 'The ARN of a role goes behind --role-arn.'
    : near.length > 0
      ? `Did you mean ${near.map((other) => `"${other}"`).join(' or ')}?`
      : bases.length > 0
        ? `Profiles with long-term keys: ${bases.join(', ')}.\nFirst login: ${firstLogin(bases[0] ?? '', name)}`
        : `Create it with your access key: ${shellCommand('aws', 'configure', ...option('--profile', name))}`;
  const by = name === named.value ? `named by ${named.from}` : `which ${named.from}=${named.value} rests on`;
  return new AwsMfaError('configuration', `There is no profile "${name}" (${by}).`, remedy);
}

/** Whoever names an MFA profile that is not there yet means this. */
export function firstLogin(base: string, mfaProfile: string): string {
  const into = unwritableName(mfaProfile) ? [] : option('--mfa-profile', mfaProfile);
  return shellCommand('aws-mfa', 'login', ...option('--profile', base), ...into);
}

export function severalBases(candidates: readonly string[]): AwsMfaError {
  return new AwsMfaError(
    'configuration',
    `There is no default profile with long-term keys, and more than one other: ${candidates.join(', ')}.`,
    `Name one: ${shellCommand(...option('--profile', candidates[0] ?? 'NAME'))}`,
  );
}

export function noKeysAtAll(): AwsMfaError {
  return new AwsMfaError(
    'configuration',
    'No profile holds long-term keys, and the environment has none either.',
    'Store the access key of your IAM user first: `aws-mfa setup` (or by hand: `aws configure`)',
  );
}
