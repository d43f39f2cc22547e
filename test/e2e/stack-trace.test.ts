/** A mistake of the program: nothing of it on the screen, and with `--debug` the names of our own functions. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { loginSetup } from '../support/login-setup.ts';
import { programWith } from '../support/program.ts';
import { startProgram } from '../support/run.ts';

it('can be traced in the bundle, without a map of its source', async () => {
  const { env, sandbox } = await loginSetup();
  const broken = join(sandbox.home, 'broken.cjs');
  // A clock that does not work is nobody's error but ours.
  writeFileSync(broken, 'Date.prototype.getTime = () => { throw new RangeError("no time"); };');
  const [command, ...args] = [...programWith(broken), 'login', '--token', '123456'] as const;
  const run = (...more: string[]) => startProgram(command, [...args, ...more], { env }).result;
  const quiet = await run();
  expect(quiet).toMatchObject({ code: 255, stdout: '' });
  expect(quiet.stderr).toBe(
    '✗ aws-mfa failed unexpectedly.\n  Run it again with --debug to see the cause.\n',
  );
  const { stderr } = await run('--debug');
  expect(stderr).toContain('caused by RangeError: no time\n');
  expect(stderr).toMatch(/\n {4}at (async |Object\.)?callSts /);
  expect(stderr).toMatch(/\n {4}at (async )?obtainAndWrite /);
}, 120_000); // The standalone program is compiled for this.
