/**
 * `aws-mfa rotate` against moto, a second IAM beside that of test/support. `MOTO=moto_server` names its server, and
 * `aws` must be on the PATH; without the variable this is skipped.
 */
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { DEVICE } from '../support/login-setup.ts';
import { runAwsMfa, startProgram } from '../support/run.ts';
import { createSandbox } from '../support/sandbox.ts';

const { MOTO: server = '', PYENV_ROOT = '' } = process.env;
const PORT = 45_231;
const URL = `http://127.0.0.1:${PORT}`;

test.skipIf(server === '')(
  'a rotation from beginning to end, by the AWS CLI',
  { timeout: 120_000 },
  async () => {
    const sandbox = createSandbox({ credentials: '' });
    onTestFinished(sandbox.dispose);
    const region = { AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1' };
    const env = { ...sandbox.env, ...region, PYENV_ROOT, AWS_ENDPOINT_URL: URL, AWS_MFA_SERIAL: DEVICE };
    const moto = startProgram(server, ['-H', '127.0.0.1', '-p', String(PORT)], { env, timeoutMs: 110_000 });
    onTestFinished(() => void moto.child.kill());
    while (!(await fetch(URL).catch(() => undefined))) await setTimeout(100);

    const aws = async (args: string, more: Record<string, string> = {}) => {
      const { code, stdout, stderr } = await startProgram('aws', [...args.split(' '), '--output', 'json'], {
        env: { ...env, ...more },
      }).result;
      expect(code, stderr).toBe(0);
      return JSON.parse(stdout) as unknown;
    };
    const keys = async () => {
      const listed = (await aws('iam list-access-keys --user-name alice')) as {
        AccessKeyMetadata: { AccessKeyId: string; Status: string }[];
      };
      return listed.AccessKeyMetadata.map(({ AccessKeyId, Status }) => [AccessKeyId, Status]);
    };
    const rotate = async (...args: string[]) => {
      const { code, stdout, stderr } = await runAwsMfa(['rotate', '--json', ...args], { env });
      expect(code, stderr + stdout).toBe(0);
      return JSON.parse(stdout) as Record<string, string>;
    };

    const admin = { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing' };
    await aws('iam create-user --user-name alice', admin);
    const { AccessKey: first } = (await aws('iam create-access-key --user-name alice', admin)) as {
      AccessKey: Record<'AccessKeyId' | 'SecretAccessKey', string>;
    };
    const set = (key: string, value: string) =>
      startProgram('aws', ['configure', 'set', key, value], { env }).result;
    await set('aws_access_key_id', first.AccessKeyId);
    await set('aws_secret_access_key', first.SecretAccessKey);

    const { access_key_id: second } = await rotate('--yes', '--token', '123456');
    expect(await keys()).toEqual([
      [first.AccessKeyId, 'Inactive'],
      [second, 'Active'],
    ]);
    expect(await aws('sts get-caller-identity')).toMatchObject({
      Arn: 'arn:aws:iam::123456789012:user/alice',
    });
    expect(await rotate('--undo')).toMatchObject({ old_status: 'active' });
    expect(await rotate('--finish', '--yes')).toMatchObject({ old_status: 'inactive' });
    expect(await rotate('--finish')).toMatchObject({ old_status: 'deleted' });
    const { access_key_id: third } = await rotate('--yes', '--delete-old');
    expect(await keys()).toEqual([[third, 'Active']]);
  },
);
