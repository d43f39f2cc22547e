/** The shells that there is a script for. */
import { expect, it } from 'vitest';
import { readShell, SHELLS } from '../../../../src/commands/completion/scripts.ts';
import { thrownBy, told } from '../../../support/thrown-by.ts';

it.each(SHELLS)('%s', (shell) => {
  expect(readShell(shell)).toBe(shell);
});

it.each(['', 'BASH', 'csh', '123456'])('"%s" is none, and is not repeated', (text) => {
  expect(told(thrownBy(() => readShell(text)))).toBe(
    'usage: There is no completion for such a shell. | There is one for bash, zsh, fish.',
  );
});
