/** Terminals of no columns (of a debugger, of `docker exec -t`) and of one: everything ends, and nothing is lost. */
import { expect, test } from 'vitest';
import { loginSetup } from '../support/login-setup.ts';
import { sectionKeys } from '../support/section-keys.ts';

/** A shell that sets the size of its own terminal first. */
function sized(columns: number, command: string): string {
  return `stty cols ${columns} rows ${columns}; ${command}`;
}

test.each([0, 1, 2])('the prompt in a terminal of %i columns takes a code', async (columns) => {
  const { openShell, sandbox, aws } = await loginSetup();
  const terminal = openShell(sized(columns, 'aws_mfa login'));
  // However it is broken into lines: the question's last sign.
  await terminal.waitFor(/:\s*$/);
  terminal.type(`${aws.nextCode()}\r`);
  expect((await terminal.exit).code).toBe(0);
  expect(sectionKeys(sandbox.read(), 'mfa')).toHaveProperty('aws_session_token');
});

test.each([
  [0, 'status', 'LEFT|left'],
  [1, 'status', 'left'],
  [0, 'doctor', 'credentials'],
  [1, 'doctor', 'credentials'],
  [0, 'login --help', 'Usage'],
  [1, 'login --help', 'Usage'],
  [0, 'login --dry-run', 'region'],
  [1, 'login --dry-run', 'region'],
])('in a terminal of %i columns: %s says what it says elsewhere', async (columns, command, word) => {
  const { openShell, run, aws } = await loginSetup();
  await run(['login', '--token', aws.nextCode()]);
  const terminal = openShell(sized(columns, `aws_mfa ${command}`));
  expect((await terminal.exit).code).toBe(0);
  // However it is broken into lines.
  const shown = terminal.output().replace(/\x1b\[[0-9;?]*[A-Za-z]|\s/g, '');
  expect(shown).toMatch(new RegExp(word));
  expect(shown).not.toMatch(/TypeError|RangeError/);
});
