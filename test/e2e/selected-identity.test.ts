/** Homes in which a command could act for another identity than the one that tools use, or than the one before. */
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEVICE, KEY_LINES, loginSetup } from '../support/login-setup.ts';
import { alice, type User } from '../support/loopback-aws.ts';
import { sectionKeys } from '../support/section-keys.ts';

const CORP_DEVICE = 'arn:aws:iam::222222222222:mfa/corp';
const corp: User = {
  arn: 'arn:aws:iam::222222222222:user/corp',
  userId: 'AIDACKCEVSQ6C3EXAMPLE',
  accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
  secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
  active: true,
  devices: { [CORP_DEVICE]: 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU' },
};
const CORP_KEYS = `aws_access_key_id = ${corp.accessKeyId}\naws_secret_access_key = ${corp.secretAccessKey}\n`;
const RO = 'arn:aws:iam::444444444444:role/ro';
const DEFAULT = `[default]\nregion = eu-west-1\nmfa_serial = ${DEVICE}\n`;
const CORP = `[profile corp]\nregion = eu-west-1\nmfa_serial = ${CORP_DEVICE}\n`;
const role = (name: string, source: string, more = '') =>
  `[profile ${name}]\nrole_arn = ${RO}\nsource_profile = ${source}\n${more}`;

const home = (credentials: string, config: string) =>
  loginSetup({
    credentials,
    config,
    aws: {
      users: [alice(), corp],
      roles: [{ arn: RO, trusts: [alice().arn, corp.arn], maxSessionDuration: 3600 }],
    },
  });
const TWO = `[default]\n${KEY_LINES}\n[corp]\n${CORP_KEYS}`;

test('doctor --fix does not put the role profiles of two accounts on one section', async () => {
  const onDefault = role('a1', 'default', `mfa_serial = ${DEVICE}\n`);
  const onCorp = role('c1', 'corp', `mfa_serial = ${CORP_DEVICE}\n`);
  const { run, sandbox } = await home(TWO, DEFAULT + CORP + onDefault + onCorp);
  expect(await run(['doctor', '--fix', '--yes'])).toHaveProperty('code', 0);
  expect(readFileSync(sandbox.configPath, 'utf8')).toBe(DEFAULT + CORP + role('a1', 'mfa') + onCorp);
});

test('after a logout of default, the login of another account does not take its section', async () => {
  const { run, aws, sandbox } = await home(TWO, DEFAULT + CORP + role('ro', 'mfa'));
  expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
  expect(await run(['logout'])).toHaveProperty('code', 0);
  const env = { AWS_PROFILE: 'corp' };
  const { code, stderr } = await run(['login', '--token', aws.nextCode(CORP_DEVICE)], { env });
  expect([code, stderr]).toEqual([253, expect.stringContaining('[mfa] belongs to base profile "default"')]);
  expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
  expect(sectionKeys(sandbox.read(), 'mfa')).toMatchObject({ x_source_profile: 'default' });
});

test('a profile whose role or SSO sign-in overrides its keys is refused by every command', async () => {
  const keys = `${TWO}\n[prod]\n${CORP_KEYS}\n[sso]\n${CORP_KEYS}`;
  const config = `${DEFAULT}${role('prod', 'mfa')}[profile sso]\nsso_account_id = 1\nsso_role_name = r\n`;
  const { run, aws } = await home(keys, config);
  for (const [profile, key] of [
    ['prod', 'role_arn'],
    ['sso', 'sso_account_id'],
  ] as const) {
    for (const args of [
      ['login', '--token', '123456'],
      ['exec', '--', 'true'],
      ['export'],
      ['status', '--check'],
    ]) {
      const { code, stderr } = await run(args, { env: { AWS_PROFILE: profile } });
      expect([args, code]).toEqual([args, args[0] === 'exec' ? 125 : 253]);
      expect(stderr).toContain(`${key} of [profile ${profile}] overrides the access key of the same profile`);
    }
  }
  expect(aws.requests).toEqual([]);
});

test('[default] may be a role profile: without a name it is the role, too', async () => {
  const config = `[default]\nrole_arn = ${RO}\nsource_profile = mfa\n[profile alice]\nregion = eu-west-1\nmfa_serial = ${DEVICE}\n`;
  const { run, aws } = await home(`[alice]\n${KEY_LINES}`, config);
  expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
  const { stdout } = await run(['export']);
  expect(aws.identityOf(/"AccessKeyId": "(\w+)"/.exec(stdout)?.[1])).toContain(':assumed-role/ro/');
});

test('keys of the base profile are gone: its session is handed out, and never that of another base profile', async () => {
  const names = '[profile alice]\nmfa_serial = ' + DEVICE + '\nregion = eu-west-1\n' + CORP;
  const { run, aws, sandbox } = await home(`[alice]\n${KEY_LINES}\n[corp]\n${CORP_KEYS}`, names);
  const login = ['login', '--profile', 'alice', '--token', aws.nextCode()];
  expect(await run(login)).toHaveProperty('code', 0);
  writeFileSync(sandbox.credentialsPath, sandbox.read().replace(`[alice]\n${KEY_LINES}`, ''));
  for (const env of [{}, { AWS_PROFILE: 'alice' }]) {
    const { code, stdout } = await run(['export'], { env });
    expect([env, code]).toEqual([env, 0]);
    expect(aws.identityOf(/"AccessKeyId": "(\w+)"/.exec(stdout)?.[1])).toBe(alice().arn);
  }
});

test('a role profile in AWS_PROFILE, and --mfa-profile: one of them is too many', async () => {
  const { run } = await home(`[default]\n${KEY_LINES}`, DEFAULT + role('ro', 'mfa'));
  const { code, stderr } = await run(['export', '--mfa-profile', 'mfa'], { env: { AWS_PROFILE: 'ro' } });
  expect([code, stderr]).toEqual([252, expect.stringContaining('AWS_PROFILE selects the role profile "ro"')]);
});

test('exec within exec says whose session it uses', async () => {
  const { run, aws } = await home(TWO, DEFAULT + CORP);
  expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
  const env = {
    AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7OTHER01',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_SESSION_TOKEN: 't',
  };
  const { code, stderr } = await run(['exec', '--', 'true'], { env });
  expect(code).toBe(0);
  expect(stderr).toContain(
    'The session of [default] is used, not the access key in the environment (…ER01).',
  );
});

test('the hint for an AI agent names the profile', async () => {
  const { run } = await home(TWO, DEFAULT + CORP);
  const args = ['login', '--profile', 'corp', '--mfa-profile', 'corp-mfa'];
  const { stderr } = await run(args, { env: { CLAUDECODE: '1' } });
  expect(stderr).toContain('\n  aws-mfa login --profile corp --mfa-profile corp-mfa\n');
  expect(stderr).toContain('aws-mfa login --profile corp --mfa-profile corp-mfa --no-input --wait 5m\n');
});
