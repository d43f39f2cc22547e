/** A command of the base's own that prints a code, ahead of asking the person. */
import type { Environment } from '../environment.ts';
import type { Sourced } from '../sourced.ts';
import type { CodeSource } from './code-source.ts';
import { checkCommand, commandLoop, nestedLogin } from './command-code.ts';

/** The command that the base names (`mfa_process`, which is aws-vault's key) comes ahead of the person. */
export function settledSource(source: CodeSource, command: Sourced<string> | undefined): CodeSource {
  const isOpen = source.kind === 'ask' || source.kind === 'nobody';
  return isOpen && command ? { kind: 'command', command } : source;
}

/** @throws AwsMfaError where it is no command, or would run this program inside a command of this program */
export function withOwnCommand(
  source: CodeSource,
  command: Sourced<string> | undefined,
  { nested }: Environment,
): CodeSource {
  const settled = settledSource(source, command);
  if (settled.kind !== 'command') return settled;
  checkCommand(settled.command);
  // A command that was typed for this run is not the one that led here.
  if (nested) throw settled === source ? nestedLogin() : commandLoop(settled.command);
  return settled;
}
