/** The errors if no base profile is found, or if its keys cannot be used. */
import { AwsMfaError } from '../errors.ts';
import { option, shellCommand } from '../text/shell-command.ts';
import { nearNames } from '../text/near-name.ts';
import { type Sourced, sourceName } from '../source.ts';
import { profileNameProblem, profileFlag, ENVIRONMENT_BASE } from './profile.ts';
import type { ProfileKind } from './profile-kind.ts';

/** @param names from the first to the one that was met before */
export function circle(names: readonly string[]): AwsMfaError {
  return new AwsMfaError(
    'profile_circle',
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
  const by =
    name === named.value
      ? `named by ${sourceName(named.source)}`
      : `which ${sourceName(named.source)}=${named.value} rests on`;
  return new AwsMfaError('no_profile', `There is no profile "${name}" (${by}).`, remedy);
}

/** Whoever names an MFA profile that is not there yet means this. */
export function firstLogin(base: string, mfaProfile: string): string {
  const into = profileNameProblem(mfaProfile) ? [] : option('--mfa-profile', mfaProfile);
  return shellCommand('aws-mfa', 'login', ...option('--profile', base), ...into);
}

export function severalBases(candidates: readonly string[]): AwsMfaError {
  return new AwsMfaError(
    'several_bases',
    `There is no default profile with long-term keys, and more than one other: ${candidates.join(', ')}.`,
    `Name one: ${shellCommand(...option('--profile', candidates[0] ?? 'NAME'))}`,
  );
}

export function noKeysAtAll(): AwsMfaError {
  return new AwsMfaError(
    'no_keys',
    'No profile holds long-term keys, and the environment has none either.',
    'Store the access key of your IAM user first: `aws-mfa setup` (or by hand: `aws configure`)',
  );
}

/** @param bases the profiles that do hold long-term keys, offered in the hint */
export function unusableBase(name: string, found: ProfileKind, bases: readonly string[]): AwsMfaError {
  const [what, hint = nameAnother(bases)] = explain(name, found, bases);
  return new AwsMfaError('unusable_base', what, hint);
}

/** Why a profile of this kind cannot be the base, and what to do, if it is not to name another profile. */
function explain(name: string, found: ProfileKind, bases: readonly string[]): [what: string, hint?: string] {
  switch (found.kind) {
    case 'long-term':
    case 'our-session':
    case 'process':
      return [`The session in [${name}] names itself or another session as its base.`];
    case 'temporary':
      return [
        `Profile "${name}" holds temporary keys, and AWS gives an MFA session only for long-term ones.`,
      ];
    case 'half':
      return [
        `Profile "${name}" has no ${found.missing}: only one half of its access key is there.`,
        `Enter both halves: ${configure(name)}`,
      ];
    case 'wrapped':
      return [
        `The ${found.key} of profile "${name}" goes on in the line below, which is indented.`,
        'Remove the blanks at the beginning of that line, or the line.',
      ];
    case 'role':
      if (!found.source)
        return [
          `Profile "${name}" is a role without a source_profile; a session is made from long-term keys.`,
        ];
      return [
        `Profile "${name}" is a role that rests on "${found.source}"; a session is made from long-term keys.`,
        `Name the profile it rests on: ${shellCommand(...option('--profile', found.source))}\nOr for a session of the role itself: ${shellCommand(...option('--profile', name), '--mfa-profile', 'NAME')}`,
      ];
    case 'sso':
      return [
        `Profile "${name}" signs in through IAM Identity Center, which asks for MFA by itself.`,
        `Use: ${shellCommand('aws', 'sso', 'login', ...option('--profile', name))}`,
      ];
    case 'web-identity':
      return [`Profile "${name}" signs in with a web identity token, which has no MFA device.`];
    case 'no-keys':
      return [
        `Profile "${name}" has settings but no keys.`,
        bases[0] === undefined
          ? `Add its access key: ${configure(name)}`
          : `For a session in it: ${firstLogin(bases[0], name)}\nFor an access key of its own: ${configure(name)}`,
      ];
  }
}

function configure(name: string): string {
  return shellCommand('aws', 'configure', ...option('--profile', name));
}

function nameAnother(bases: readonly string[]): string {
  return bases.length > 0
    ? `Name a profile with long-term keys (${bases.join(', ')}):\n${shellCommand(...option('--profile', bases[0] ?? 'NAME'))}`
    : 'Store the access key of your IAM user in a profile of its own: `aws-mfa setup --profile NAME`';
}

/** @param process the setting of the process that gives them, where one does */
export function mendKeys(base: string, process: Sourced<string> | undefined): string {
  if (process) return `Mend what the ${sourceName(process.source)} gives, then try again.`;
  if (base === ENVIRONMENT_BASE)
    return 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY anew, then try again.';
  return `Enter both halves again: ${shellCommand('aws', 'configure', ...profileFlag(base))}`;
}
