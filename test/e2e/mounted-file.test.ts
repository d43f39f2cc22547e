/** A credentials file that is mounted by itself, as `docker run -v file:file` does it: no rename can replace it. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CREDENTIALS, loginSetup } from '../support/login-setup.ts';
import { program } from '../support/program.ts';
import { startProgram } from '../support/run.ts';

const canMount = spawnSync('unshare', ['--mount', 'true']).status === 0;
if (!canMount) console.log('this user cannot mount: a file that is mounted by itself is not tested');

it.skipIf(!canMount)('the doctor finds it, and a login uses no code', async () => {
  const { aws, sandbox, env } = await loginSetup();
  const outside = join(sandbox.home, 'outside');
  writeFileSync(outside, CREDENTIALS, { mode: 0o600 });
  const mount = 'mount --bind "$1" "$2"; shift 2; exec "$@"';
  const run = (...args: string[]) => {
    const command = ['-c', mount, 'sh', outside, sandbox.credentialsPath, ...program, ...args];
    return startProgram('unshare', ['--mount', 'sh', ...command], { env }).result;
  };
  const what = `${sandbox.credentialsPath} is a mount point and cannot be replaced.`;
  const login = await run('login', '--token', aws.nextCode());
  expect(login).toMatchObject({
    code: 253,
    stderr: `✗ ${what}\n  Mount its folder instead of the file.\n`,
  });
  expect(aws.requests).toHaveLength(0);
  const doctor = await run('doctor');
  expect(doctor.stdout).toContain(`✗ ${what}\n  Mount its folder instead of the file.\n`);
});
