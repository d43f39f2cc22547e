/** Whatever the umask: what holds keys is its owner's alone, and what was there keeps a mode that can be read. */
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { CONFIG, CREDENTIALS, DEVICE, loginSetup } from '../support/login-setup.ts';

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

test.each(['000', '022', '077', '777'])('umask %s: a login into files that are there', async (umask) => {
  const { runShell, sandbox, aws } = await loginSetup();
  const { code } = await runShell(`umask ${umask}; aws_mfa login --token ${aws.nextCode()}`);
  expect(code).toBe(0);
  expect([sandbox.credentialsPath, sandbox.configPath].map(modeOf)).toEqual(['600', '600']);
  expect(sandbox.leftovers()).toEqual([]);
});

test.each(['000', '022', '077', '777'])(
  'umask %s: a login that makes the folder and the files',
  async (umask) => {
    const { runShell, sandbox, aws } = await loginSetup({ credentials: null, config: null });
    const { home } = sandbox;
    const folder = `${home}/new/.aws`;
    const { code, stderr } = await runShell(`
    printf '%s' '${CREDENTIALS}' >"$HOME/keys"; printf '%s' '${CONFIG}' >"$HOME/settings"; mkdir "$HOME/new"
    umask ${umask}
    export AWS_SHARED_CREDENTIALS_FILE='${folder}/credentials' AWS_CONFIG_FILE='${folder}/config'
    AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY \\
      aws_mfa login --region eu-west-1 --serial-number ${DEVICE} --token ${aws.nextCode()}`);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(modeOf(`${folder}/credentials`)).toBe('600');
    expect(modeOf(dirname(`${folder}/credentials`))).toBe('700');
  },
);
