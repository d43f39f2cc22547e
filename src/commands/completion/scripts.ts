/** The completion scripts of all shells, as static text. */
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import type { CliSpec } from './offers.ts';
import { zshScript } from './zsh.ts';
import { AwsMfaError } from '../../errors.ts';

export type Scripts = Readonly<Record<Shell, string>>;

export function completionScripts(cliSpec: CliSpec): Scripts {
  return { bash: bashScript(cliSpec), zsh: zshScript(cliSpec), fish: fishScript(cliSpec) };
}

/** The shells that there is a completion script for. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** @param text the word behind `completion`; @throws AwsMfaError `usage` */
export function readShell(text: string): Shell {
  const shell = SHELLS.find((name) => name === text);
  if (shell) return shell;
  throw new AwsMfaError(
    'invalid_value',
    'There is no completion for such a shell.',
    `There is one for ${SHELLS.join(', ')}.`,
  );
}
