/** The shells that there is a completion script for. */
import { AwsMfaError } from '../../errors.ts';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** @param text the word behind `completion`; @throws AwsMfaError `usage` */
export function readShell(text: string): Shell {
  const shell = SHELLS.find((name) => name === text);
  if (shell) return shell;
  throw new AwsMfaError(
    'usage',
    'There is no completion for such a shell.',
    `There is one for ${SHELLS.join(', ')}.`,
  );
}
