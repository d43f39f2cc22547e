/** No program is looked for in the current folder, whatever the PATH says or lacks. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loginSetup } from '../support/login-setup.ts';
import { startAwsMfa } from '../support/run.ts';

test.each([
  ['is not set', undefined],
  ['is empty', ''],
  ['ends with a colon', '/none:'],
  ['names the current folder', '.'],
])('where PATH %s, doctor runs no program of the current folder', async (_, path) => {
  const { env, sandbox } = await loginSetup();
  const folder = join(sandbox.home, 'project');
  mkdirSync(folder);
  for (const name of ['aws', 'aws-mfa', 'ps'])
    writeFileSync(join(folder, name), `#!/bin/sh\n: > "${folder}/was-run"\n`, { mode: 0o755 });
  const others = Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'PATH'));
  const withPath = path === undefined ? others : { ...others, PATH: path };
  const { stdout } = await startAwsMfa(['doctor'], { env: withPath, cwd: folder }).result;
  expect(stdout).toContain('The AWS CLI (aws) is not on the PATH.');
  expect(existsSync(join(folder, 'was-run'))).toBe(false);
});
