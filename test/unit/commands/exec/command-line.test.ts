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
  [[], 'usage: No command was given. | For example:\n`aws-mfa exec -- aws s3 ls`'],
  [[''], 'usage: No command was given. | For example:\n`aws-mfa exec -- aws s3 ls`'],
  [
    ['123456'],
    'usage: The command looks like an MFA code. | To pass a code: `aws-mfa exec --token CODE -- COMMAND`',
  ],
])('%j', (words, expected) => {
  expect(told(thrownBy(() => readCommandLine(words)))).toBe(expected);
});
