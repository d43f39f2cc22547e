/** Several accounts and partitions in one home: no command ever acts for another identity than the selected one. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { alice, type User } from '../support/loopback-aws.ts';
import { DEVICE, loginSetup, type LoginSetupOptions } from '../support/login-setup.ts';
import { sectionKeys } from '../support/section-keys.ts';

const CN_DEVICE = 'arn:aws-cn:iam::210987654321:mfa/lin';
const lin: User = {
  arn: 'arn:aws-cn:iam::210987654321:user/lin',
  userId: 'AIDACKCEVSQ6C3EXAMPLE',
  accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
  secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
  active: true,
  devices: { [CN_DEVICE]: 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU' },
};
const keysOf = ({ accessKeyId, secretAccessKey }: User) =>
  `aws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
const role = (name: string, partition: string, account: string, source: string) =>
  `[profile ${name}]\nrole_arn = arn:${partition}:iam::${account}:role/Admin\nsource_profile = ${source}\n`;

const CREDENTIALS = `[corp]\n${keysOf(alice())}\n[cn]\n${keysOf(lin)}`;
const CONFIG = `[profile corp]\nregion = eu-west-1\nmfa_serial = ${DEVICE}

[profile cn]\nregion = cn-north-1\nmfa_serial = ${CN_DEVICE}\n
${role('prod', 'aws', '123456789012', 'mfa')}${role('stage', 'aws', '123456789012', 'mfa')}
${role('cn-admin', 'aws-cn', '210987654321', 'cn-mfa')}`;

const home = (options: LoginSetupOptions = {}) =>
  loginSetup({ credentials: CREDENTIALS, config: CONFIG, aws: { users: [alice(), lin] }, ...options });

test('the base profile of an MFA profile is remembered after a logout, with the region, in one write', async () => {
  const { run, aws, sandbox } = await home();
  const first = ['login', '--profile', 'cn', '--mfa-profile', 'cn-mfa', '--token', aws.nextCode(CN_DEVICE)];
  const { code, stderr } = await run(first);
  expect(code).toBe(0);
  expect(stderr).toContain('Recorded in [profile cn-mfa] in ~/.aws/config: its base profile is "cn".');
  const config = `${CONFIG}\n[profile cn-mfa]\nregion = cn-north-1\nx_source_profile = cn\n`;
  expect(readFileSync(sandbox.configPath, 'utf8')).toBe(config);
  expect(await run(['logout', 'cn-mfa'])).toHaveProperty('code', 0);
  expect(sandbox.read()).toBe(CREDENTIALS);
  for (const [args, env] of [
    [['login'], { AWS_PROFILE: 'cn-admin' }],
    [['login', '--profile', 'cn-mfa'], {}],
    [['login', '--profile', 'cn'], {}],
  ] as const) {
    const { code, stderr } = await run([...args, '--token', aws.nextCode(CN_DEVICE)], { env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(sectionKeys(sandbox.read(), 'cn-mfa')).toMatchObject({ x_source_profile: 'cn' });
    await run(['logout', '--all']);
  }
  expect(readFileSync(sandbox.configPath, 'utf8')).toBe(config);
});

test("a role's session is remembered with its role", async () => {
  const admin = {
    arn: 'arn:aws:iam::123456789012:role/Admin',
    trusts: [alice().arn],
    maxSessionDuration: 3600,
  };
  const { run, aws } = await home({ aws: { users: [alice(), lin], roles: [admin] } });
  const args = ['login', '--profile', 'corp', '--role-arn', admin.arn, '--mfa-profile', 'day'];
  expect(await run([...args, '--token', aws.nextCode()])).toHaveProperty('code', 0);
  expect(await run(['logout', 'day'])).toHaveProperty('code', 0);
  expect(await run(['login', '--profile', 'day', '--token', aws.nextCode()])).toHaveProperty('code', 0);
  expect(aws.requests.map(({ params }) => params['RoleArn'])).toEqual([admin.arn, admin.arn]);
});

test('a hint never proposes a base profile of another account', async () => {
  const { run } = await home();
  const { code, stderr } = await run(['login'], { env: { AWS_PROFILE: 'cn-admin' } });
  expect(code).toBe(253);
  expect(stderr).toContain('aws-mfa login --profile cn --mfa-profile cn-mfa');
  expect(stderr).not.toContain('--profile corp');
});

test('a login never takes [mfa] if role profiles of another account use it', async () => {
  const { run, aws } = await home();
  for (const args of [['login', '--profile', 'cn', '--token', aws.nextCode(CN_DEVICE)]]) {
    const { code, stderr } = await run(args);
    expect(code).toBe(253);
    expect(stderr).toBe(
      [
        '✗ [mfa] is used by role profiles of another account (123456789012, base profile "corp"): prod, stage.',
        '  Choose another MFA profile:',
        '  aws-mfa login --profile cn --mfa-profile cn-mfa\n',
      ].join('\n'),
    );
  }
  expect(await run(['login', '--profile', 'corp', '--token', aws.nextCode()])).toHaveProperty('code', 0);
});

describe('a role that no session can serve', () => {
  const wrong = `${CONFIG}${role('odd', 'aws-cn', '210987654321', 'mfa')}`;
  test.each([
    [['login', '--no-input']],
    [['status', '--check']],
    [['status', 'odd']],
    [['exec', '--', 'true']],
  ])('in another partition: %j', async (args) => {
    const { run, aws } = await home({ config: wrong });
    expect(await run(['login', '--profile', 'corp', '--token', aws.nextCode()])).toHaveProperty('code', 0);
    const { code, stderr } = await run(args, { env: { AWS_PROFILE: 'odd' } });
    expect(code).toBe(args[0] === 'exec' ? 125 : 253);
    expect(stderr).toContain(
      'The role of "odd" is in the partition aws-cn, but the session in [mfa] is in aws.',
    );
  });

  const direct = `${CONFIG}${role('stage-admin', 'aws', '123456789012', 'corp')}mfa_serial = ${DEVICE}\n`;
  test.each([
    [['login', '--no-input'], 253],
    [['login', '--no-input', '--profile', 'stage-admin'], 253],
    [['status', '--check'], 253],
    [['status', 'stage-admin'], 253],
    [['logout'], 253],
    [['exec', '--', 'true'], 125],
  ])("with a base profile's own keys: %j", async (args, expected) => {
    const { run, aws } = await home({ config: direct });
    expect(await run(['login', '--profile', 'corp', '--token', aws.nextCode()])).toHaveProperty('code', 0);
    const { code, stderr } = await run(args, { env: { AWS_PROFILE: 'stage-admin' } });
    expect(code).toBe(expected);
    expect(stderr).toContain('so every command would prompt for a code.');
    expect(stderr).toContain('aws configure set source_profile mfa --profile stage-admin');
    expect(stderr).toContain('Also remove mfa_serial of [profile stage-admin].');
  });
});
