/** A user without a home folder, as in a container, and one whose home folder is the root folder. */
import { chmodSync, chownSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { alice } from '../support/aws/accounts.ts';
import { DEVICE, loginSetup } from '../support/login-setup.ts';
import { startAwsMfa } from '../support/run.ts';

const isRoot = process.getuid?.() === 0;
/** A number that no user has. */
const NOBODY = 54_321;

test.skipIf(!isRoot).each([
  ['is empty', ''],
  ['is not set', undefined],
])('both files named by variables, HOME %s: a login, status and logout work', async (_, home) => {
  const { aws, sandbox, env: given } = await loginSetup();
  const run = (args: string[]) => startAwsMfa(args, { env, uid: NOBODY, gid: NOBODY }).result;
  const others = Object.fromEntries(Object.entries(given).filter(([name]) => name !== 'HOME'));
  for (const path of [
    sandbox.home,
    dirname(sandbox.credentialsPath),
    sandbox.credentialsPath,
    sandbox.configPath,
  ])
    chownSync(path, NOBODY, NOBODY);
  chmodSync(sandbox.home, 0o700);
  const env = {
    ...others,
    ...(home !== undefined && { HOME: home }),
    AWS_SHARED_CREDENTIALS_FILE: sandbox.credentialsPath,
    AWS_CONFIG_FILE: sandbox.configPath,
  };
  expect(await run(['login', '--token', aws.nextCode()])).toMatchObject({ code: 0 });
  expect(await run(['status', '--check'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  expect(await run(['logout'])).toMatchObject({ code: 0 });
});

test.skipIf(!isRoot)('without the variables: an error with the fix', async () => {
  const { run } = await loginSetup();
  const { code, stderr } = await run(['login', '--no-input'], {
    env: { HOME: '' },
    uid: NOBODY,
    gid: NOBODY,
  });
  expect({ code, stderr }).toEqual({
    code: 253,
    stderr:
      '✗ This user has no home folder.\n' +
      "  Set HOME to the user's home folder, or set AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE.\n",
  });
});

test.skipIf(!isRoot)('keys in the environment, and nothing to be written: exec and export work', async () => {
  const { aws, run } = await loginSetup();
  const { accessKeyId, secretAccessKey } = alice();
  const keys = { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  const env = { ...keys, HOME: '', AWS_MFA_SERIAL: DEVICE, AWS_REGION: 'eu-west-1' };
  const options = { env, uid: NOBODY, gid: NOBODY };
  const exec = ['exec', '--no-write', '--token', aws.nextCode(), '--', 'printenv', 'AWS_SESSION_TOKEN'];
  expect(await run(exec, options)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^IQoJ/) as unknown,
  });
  const exported = await run(['export', '--no-write', '--token', aws.nextCode()], options);
  expect(aws.identityOf(/"AccessKeyId": "(\w+)"/.exec(exported.stdout)?.[1])).toBe(alice().arn);
});

test('HOME=/: no path begins with two slashes', async () => {
  const { run } = await loginSetup();
  const { stderr } = await run(['login', '--no-input', '--debug'], { env: { HOME: '/' } });
  expect(stderr).toContain('.aws/credentials');
  expect(stderr).not.toContain('//.aws');
});
