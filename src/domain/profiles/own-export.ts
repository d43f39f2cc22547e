/** A `credential_process` that is this program's own `export`: its keys are the session of another profile. */
import type { Sourced } from '../sourced.ts';
import type { ProfileKind } from './profile-kind.ts';

export interface OwnExport {
  command: Sourced<string>;
  /** `--profile`. */
  profile: string | undefined;
  /** `--mfa-profile`. */
  mfaProfile: string | undefined;
}

/** @returns nothing for any other command, and for an export that asks for the session of a role */
export function ownExport(kind: ProfileKind): OwnExport | undefined {
  if (kind.kind !== 'process') return undefined;
  const { command } = kind;
  const args = ownArguments(command.value);
  if (!args?.includes('export') || valueOf('--role-arn', args) !== undefined) return undefined;
  return { command, profile: valueOf('--profile', args), mfaProfile: valueOf('--mfa-profile', args) };
}

/** What stands behind the name of this program in a command line; nothing where it does not. */
export function ownArguments(command: string): string[] | undefined {
  const words = wordsOf(command);
  const at = words.findIndex((word) => OWN_NAME.test(word));
  return at === -1 ? undefined : words.slice(at + 1);
}

const OWN_NAME = /(^|[/\\])aws-mfa(\.js|\.cmd|\.exe)?$/;

/** As a shell would part them, without its finer points. */
function wordsOf(command: string): string[] {
  return (command.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []).map((word) => word.replace(/["']/g, ''));
}

export function valueOf(option: string, args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => arg === option || arg.startsWith(`${option}=`));
  return args[at] === option ? args[at + 1] : args[at]?.slice(option.length + 1);
}
