/** What no other rule of a command line explains; the rules themselves are in program.test.ts. */
import { Command, CommanderError } from 'commander';
import { expect, it } from 'vitest';
import { usageError } from '../../../src/cli/usage-error.ts';
import { told } from '../../support/thrown-by.ts';

it.each([
  ['login', '`aws-mfa login --help`'],
  [undefined, '`aws-mfa --help`'],
])('whatever else commander refuses, for %s: not in its words, which may hold a code', (name, help) => {
  const error = new CommanderError(1, 'commander.invalidArgument', "error: '123456' is invalid");
  expect(
    told(
      usageError({ error, args: ['123456'], command: name ? new Command(name) : undefined }, new Command()),
    ),
  ).toBe(`usage: The command line is not valid. | See ${help}`);
});
