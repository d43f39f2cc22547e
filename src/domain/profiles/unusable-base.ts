/** Why a profile cannot be the base of a session, each kind in its own words, with what to do instead. */
import { AwsMfaError } from '../../errors.ts';
import { option, shellCommand } from '../../shell-command.ts';
import { firstLogin } from './no-base.ts';
import type { ProfileKind } from './profile-kind.ts';

type Unusable = Exclude<ProfileKind, { kind: 'long-term' | 'our-session' | 'process' }>;

/** @param bases the profiles that do hold long-term keys, offered in the remedy */
export function unusableBase(name: string, found: ProfileKind, bases: readonly string[]): AwsMfaError {
  if (found.kind === 'long-term' || found.kind === 'our-session' || found.kind === 'process') {
    return error(`The session in [${name}] names itself or another session as its base.`, nameAnother(bases));
  }
  return error(...explain(name, found, bases));
}

function explain(name: string, found: Unusable, bases: readonly string[]): [what: string, remedy: string] {
  const another = nameAnother(bases);
  switch (found.kind) {
    case 'temporary':
      return [
        `Profile "${name}" holds temporary keys, and AWS gives an MFA session only for long-term ones.`,
        another,
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
      return [
        found.source
          ? `Profile "${name}" is a role that rests on "${found.source}"; a session is made from long-term keys.`
          : `Profile "${name}" is a role without a source_profile; a session is made from long-term keys.`,
        found.source
          ? `Name the profile it rests on: ${shellCommand(...option('--profile', found.source))}\nOr for a session of the role itself: ${shellCommand(...option('--profile', name), '--mfa-profile', 'NAME')}`
          : another,
      ];
    case 'sso':
      return [
        `Profile "${name}" signs in through IAM Identity Center, which asks for MFA by itself.`,
        `Use: ${shellCommand('aws', 'sso', 'login', ...option('--profile', name))}`,
      ];
    case 'web-identity':
      return [`Profile "${name}" signs in with a web identity token, which has no MFA device.`, another];
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

function error(what: string, remedy: string): AwsMfaError {
  return new AwsMfaError('configuration', what, remedy);
}
