/** What stands behind `exec`. */
import { expect, it } from 'vitest';
import { readCommandLine } from '../../../../src/commands/exec/exec.ts';
import { thrownBy, told } from '../../../support/thrown-by.ts';

it('takes the command and all that is its own', () => {
  expect(readCommandLine(['aws', 's3', 'ls', '--', '-x'])).toEqual({
    command: 'aws',
    args: ['s3', 'ls', '--', '-x'],
  });
});

it.each([
  [[], 'usage: No command was given. | For example: `aws-mfa exec -- aws s3 ls`'],
  [[''], 'usage: No command was given. | For example: `aws-mfa exec -- aws s3 ls`'],
  [['123456'], 'usage: That is a code, not a command. | A code goes behind --token.'],
  [
    ['my work', '--', 'ls'],
    "usage: The profile stands where the command belongs. | Name it like this: `aws-mfa exec --profile 'my work' -- COMMAND`",
  ],
])('%j', (words, expected) => {
  expect(told(thrownBy(() => readCommandLine(words)))).toBe(expected);
});
