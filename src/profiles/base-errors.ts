/** The errors if there is no base profile, or if its access key cannot be used. */
import { AwsMfaError } from '../errors.ts';
import { option, shellCommand } from '../text/shell-command.ts';
import { nearNames } from '../text/near-name.ts';
import { type Sourced, sourceName } from '../source.ts';
import { ENVIRONMENT_BASE, profileFlag, profileNameProblem, USUAL_NAME, type Profiles } from './profile.ts';
import { fittingBases, likelyBase } from './accounts.ts';
import { baseNames } from './mfa-record.ts';
import { kindOf, type ProfileKind } from './profile-kind.ts';

/** @param names the chain of profiles; the last one is there twice */
export function circularSource(names: readonly string[]): AwsMfaError {
  return new AwsMfaError(
    'profile_circle',
    `Circular source_profile: ${names.join(' → ')}.`,
    'Set one of them to a profile with a long-term access key, or to the MFA profile.',
  );
}

/** The error if a `credential_process` runs this program, which would run it again. */
export function processLoop(command: Sourced<string>): AwsMfaError {
  return new AwsMfaError(
    'command_loop',
    `${sourceName(command.source)} runs aws-mfa, which would run it again.`,
    'Move that line to another profile, and keep the long-term access key in the base profile.',
  );
}

/**
 * @param named the option or variable that led to that name
 * @param otherwise the hint if no other profile has nearly that name
 */
export function noSuchProfile(
  name: string,
  named: Sourced<string>,
  profiles: Profiles,
  otherwise: string,
): AwsMfaError {
  const by =
    name === named.value
      ? `named ${named.source.kind === 'argument' ? 'on' : 'by'} ${sourceName(named.source)}`
      : `used by ${sourceName(named.source)}=${named.value}`;
  const hint = /^arn:.*:role\//.test(name)
    ? 'To name a role by its ARN, use `--role-arn`.'
    : (didYouMean(name, profiles) ?? (profiles.size === 0 ? toSetUp(name) : otherwise));
  return new AwsMfaError('no_profile', `There is no profile "${name}" (${by}).`, hint);
}

/** Undefined if no profile has nearly that name. */
export function didYouMean(name: string, profiles: Profiles): string | undefined {
  const near = nearNames(name, profiles.keys()).map((other) => `"${other}"`);
  return near.length > 0 ? `Did you mean ${near.join(' or ')}?` : undefined;
}

/** The hint for a profile that does not exist yet: to use it as an MFA profile, or as a base profile. */
export function createProfile(name: string, profiles: Profiles): string {
  const bases = baseNames(profiles);
  if (bases.length === 0) return toSetUp(name);
  const login = firstLogin(likelyBase(name, profiles), name);
  // Under such a name, neither a session nor a key is stored.
  const ways = profileNameProblem(name)
    ? `To log in:\n${login}`
    : `To store a session of one of them in [${name}]:\n${login}\nTo add an access key of its own:\n${setupCommand(name)}`;
  return `Profiles with an access key: ${bases.join(', ')}. ${ways}`;
}

/** The login that creates an MFA profile of that name. */
function firstLogin(base: string | undefined, mfaProfile: string): string {
  const into = profileNameProblem(mfaProfile) ? [] : option('--mfa-profile', mfaProfile);
  return shellCommand('aws-mfa', 'login', ...option('--profile', base ?? 'NAME'), ...into);
}

function toSetUp(name: string): string {
  return `To set it up:\n${setupCommand(name)}`;
}

function setupCommand(name: string): string {
  return shellCommand('aws-mfa', 'setup', ...profileFlag(name));
}

/** The error if several profiles could be the base profile. On a terminal, the user chooses one. */
export class SeveralBases extends AwsMfaError {
  /** Without those whose session would not fit the role profiles that use `mfa`. */
  readonly candidates: readonly string[];

  /** @param named the profile that is selected; undefined if none is */
  constructor(named: Sourced<string> | undefined, profiles: Profiles) {
    // `exec` follows a role profile by itself.
    const name =
      named?.source.kind === 'setting' ? named.source.header.replace(/^profile /, '') : named?.value;
    // The profile that uses `mfa`.
    const selected = name === USUAL_NAME ? undefined : name;
    const bases = baseNames(profiles);
    const isProcess = (name: string) => kindOf(name, profiles)?.kind === 'process';
    const listed = bases.map((name) => (isProcess(name) ? `${name} (credential_process)` : name)).join(', ');
    const about =
      selected === undefined
        ? ''
        : ` "${selected}" uses the session in [${USUAL_NAME}], which does not exist yet.`;
    const candidates = fittingBases(USUAL_NAME, profiles, selected).map(({ name }) => name);
    const likely = likelyBase(USUAL_NAME, profiles, selected);
    super(
      'several_bases',
      `Several profiles have an access key: ${listed}.${about}`,
      selected === undefined
        ? `Choose one, for example: ${shellCommand(...option('--profile', likely ?? candidates[0] ?? 'NAME'))}`
        : `Choose one:\n${firstLogin(likely, USUAL_NAME)}`,
    );
    this.candidates = candidates;
  }
}

export function noKeysAtAll(): AwsMfaError {
  return new AwsMfaError(
    'no_keys',
    'There is no access key in any profile or in the environment.',
    'To set up a profile:\n`aws-mfa setup`',
  );
}

export function unusableBase(name: string, found: ProfileKind, profiles: Profiles): AwsMfaError {
  const bases = baseNames(profiles).filter((base) => base !== name);
  const [what, hint = useAnother(bases)] = explain(name, found, profiles);
  return new AwsMfaError('unusable_base', what, hint);
}

/** Why a profile of this kind cannot be the base profile, and a hint if there is a better one than to use another. */
function explain(name: string, found: ProfileKind, profiles: Profiles): [what: string, hint?: string] {
  switch (found.kind) {
    case 'long-term':
    case 'our-session':
    case 'process':
      return [`The session in [${name}] records itself or another session as its base profile.`];
    case 'temporary':
      return [
        `Profile "${name}" has temporary credentials, but an MFA session needs a long-term access key.`,
      ];
    case 'half':
      return [
        `Profile "${name}" has only half of an access key: ${found.missing} is missing.`,
        `Enter the access key again:\n${shellCommand('aws', 'configure', ...option('--profile', name))}`,
      ];
    case 'wrapped':
      return [
        `The ${found.key} of profile "${name}" continues on the next line, which is indented.`,
        'Remove the spaces at the beginning of that line, or the line.',
      ];
    case 'role':
      if (!found.source) return [`Profile "${name}" is a role profile without a source_profile.`];
      return [
        `Profile "${name}" is a role profile, which has no access key of its own.`,
        `Use its source_profile: ${shellCommand(...option('--profile', found.source))}\nFor a session of the role: ${shellCommand(...option('--profile', name), '--mfa-profile', 'NAME')}`,
      ];
    case 'sso':
      return [
        `Profile "${name}" signs in through IAM Identity Center, which asks for MFA itself.`,
        `Sign in:\n${shellCommand('aws', 'sso', 'login', ...option('--profile', name))}`,
      ];
    case 'aws-login':
      return [
        `Profile "${name}" signs in with \`aws login\`, which needs no session of aws-mfa.`,
        `Sign in:\n${shellCommand('aws', 'login', ...profileFlag(name))}\n${useAnother(baseNames(profiles))}`,
      ];
    case 'web-identity':
      return [`Profile "${name}" signs in with a web identity token, which has no MFA device.`];
    case 'no-keys':
      return [
        `Profile "${name}" has no access key.`,
        baseNames(profiles).length === 0
          ? `Add its access key:\n${setupCommand(name)}`
          : `To get a session in it:\n${firstLogin(likelyBase(name, profiles), name)}\nTo add an access key of its own:\n${setupCommand(name)}`,
      ];
  }
}

function useAnother(bases: readonly string[]): string {
  return bases[0] === undefined
    ? 'Store the access key of your IAM user in another profile:\n`aws-mfa setup --profile NAME`'
    : `Use a profile with a long-term access key (${bases.join(', ')}): ${shellCommand(...option('--profile', bases[0]))}`;
}

/**
 * The hint for an access key that is not right.
 * @param process the `credential_process` that gives it, if one does
 */
export function accessKeyHint(base: string, process: Sourced<string> | undefined): string {
  if (process) return `Correct what ${sourceName(process.source)} prints, then try again.`;
  if (base === ENVIRONMENT_BASE)
    return 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY again, then try again.';
  return `Enter the access key again:\n${shellCommand('aws', 'configure', ...profileFlag(base))}`;
}
