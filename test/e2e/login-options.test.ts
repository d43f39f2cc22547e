/** Each option of `login`, seen from outside: what was asked of AWS, and where the answer went. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  CONFIG,
  CREDENTIALS,
  DEVICE,
  KEY_LINES,
  loginSetup,
  type LoginSetup,
} from '../support/login-setup.ts';
import { alice } from '../support/loopback-aws.ts';
import { sectionKeys } from '../support/section-keys.ts';

const FOB = 'GAHT12345678';
const TWO_USERS = `${CREDENTIALS}\n[work]\naws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key = je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY\n`;
const BOB_DEVICE = 'arn:aws:iam::123456789012:mfa/bob';
const BOB = {
  ...alice(),
  arn: 'arn:aws:iam::123456789012:user/bob',
  accessKeyId: 'AKIAI44QH8DHBEXAMPLE',
  secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
  devices: { [BOB_DEVICE]: 'KRUGKIDROVUWG2ZAKRUGKIDROVUWG2ZA' },
};

/** Alice and Bob in one file. */
async function twoUsers(): Promise<LoginSetup> {
  const config = `${CONFIG}[profile work]\nmfa_serial = ${BOB_DEVICE}\n`;
  return loginSetup({ credentials: TWO_USERS, config, aws: { users: [alice(), BOB] } });
}

/** The region that a request was signed for. */
function signedRegion({ aws }: LoginSetup): string | undefined {
  return aws.requests[0]?.headers['authorization']?.split('/')[2];
}

test.each([
  ['behind the command', ['login', '--profile', 'work']],
  ['ahead of it, in the order of the AWS CLI', ['--profile', 'work', 'login']],
  ['in one word', ['login', '--profile=work']],
])('--profile %s', async (_, args) => {
  const { run, sandbox, aws } = await twoUsers();
  const { code } = await run([...args, '--token', aws.nextCode(BOB_DEVICE)]);
  expect(code).toBe(0);
  expect(aws.requests).toMatchObject([{ accessKeyId: BOB.accessKeyId, status: 200 }]);
  expect(sectionKeys(sandbox.read(), 'mfa')).toMatchObject({ x_source_profile: 'work' });
});

test('--profile, given on both sides of the command: the nearer one counts', async () => {
  const { run, aws } = await twoUsers();
  const args = ['--profile', 'default', 'login', '--profile', 'work'];
  expect((await run([...args, '--token', aws.nextCode(BOB_DEVICE)])).code).toBe(0);
  expect(aws.requests[0]?.accessKeyId).toBe(BOB.accessKeyId);
});

test('--profile wins over AWS_PROFILE', async () => {
  const { run, aws } = await twoUsers();
  const args = ['login', '--profile', 'work', '--token', aws.nextCode(BOB_DEVICE)];
  expect((await run(args, { env: { AWS_PROFILE: 'default' } })).code).toBe(0);
  expect(aws.requests[0]?.accessKeyId).toBe(BOB.accessKeyId);
});

test('--mfa-profile names the section, and the next login finds it by itself', async () => {
  const { run, sandbox, aws } = await loginSetup();
  const { stdout } = await run(['login', '--mfa-profile', 'work-mfa', '--token', aws.nextCode()]);
  expect(stdout).toContain('Session [work-mfa] expires at');
  expect(stdout).toContain('aws s3 ls --profile work-mfa');
  await run(['login', '--token', aws.nextCode()]);
  expect(sandbox.read().match(/^\[.*\]$/gm)).toEqual(['[default]', '[work-mfa]']);
  expect(aws.requests).toMatchObject([{ status: 200 }, { status: 200 }]);
});

test.each([
  ['43200', '43200'],
  ['900', '900'],
  ['900s', '900'],
  ['15m', '900'],
  ['90m', '5400'],
  ['12h', '43200'],
  ['1d', '86400'],
  ['36h', '129600'],
  ['129600', '129600'],
])('--duration %s is %s seconds', async (given, seconds) => {
  const { run, aws } = await loginSetup();
  const { code } = await run(['login', '--duration', given, '--token', aws.nextCode()]);
  expect(code).toBe(0);
  expect(aws.requests[0]?.params['DurationSeconds']).toBe(seconds);
});

test.each([
  ['12 hours, if nobody says otherwise', CONFIG, '43200'],
  ['duration_seconds of the MFA profile', `${CONFIG}[profile mfa]\nduration_seconds = 3600\n`, '3600'],
])('without --duration: %s', async (_, config, seconds) => {
  const { run, aws } = await loginSetup({ config });
  expect((await run(['login', '--token', aws.nextCode()])).code).toBe(0);
  expect(aws.requests[0]?.params['DurationSeconds']).toBe(seconds);
});

test('the expiry shown and written is the one AWS gave, not the one asked for', async () => {
  const root = { ...alice(), arn: 'arn:aws:iam::123456789012:root' };
  const { run, aws, sandbox } = await loginSetup({ aws: { users: [root] } });
  const { stdout } = await run(['login', '--duration', '12h', '--json', '--token', aws.nextCode()]);
  const { seconds_left: left, expiration } = JSON.parse(stdout) as Record<string, unknown>;
  expect(left).toBeLessThanOrEqual(3600);
  expect(sectionKeys(sandbox.read(), 'mfa')?.['x_security_token_expires']).toBe(expiration);
});

test.each([
  ['wins over mfa_serial', CONFIG],
  ['is enough where no file knows a device', '[default]\nregion = eu-west-1\n'],
])('--serial-number %s', async (_, config) => {
  const users = [{ ...alice(), devices: { [FOB]: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' } }];
  const { run, sandbox, aws } = await loginSetup({ config, aws: { users } });
  const { code } = await run(['login', '--serial-number', FOB, '--token', aws.nextCode()]);
  expect(code).toBe(0);
  expect(aws.requests[0]?.params['SerialNumber']).toBe(FOB);
  expect(sectionKeys(sandbox.read(), 'mfa')).toMatchObject({ x_mfa_serial: FOB });
});

test('the device of the last login is remembered', async () => {
  const { run, aws } = await loginSetup({ config: null });
  expect((await run(['login', '--serial-number', DEVICE, '--token', aws.nextCode()])).code).toBe(0);
  expect((await run(['login', '--token', aws.nextCode()])).code).toBe(0);
  expect(aws.requests.map(({ params }) => params['SerialNumber'])).toEqual([DEVICE, DEVICE]);
});

test.each([
  ['--region', ['--region', 'eu-north-1'], { AWS_REGION: 'eu-west-2', AWS_DEFAULT_REGION: 'eu-west-3' }],
  ['AWS_REGION', [], { AWS_REGION: 'eu-north-1', AWS_DEFAULT_REGION: 'eu-west-3' }],
  ['AWS_DEFAULT_REGION', [], { AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-north-1' }],
])('the region asked is that of %s', async (_, args, env) => {
  const setup = await loginSetup({ env });
  expect((await setup.run(['login', ...args, '--token', setup.aws.nextCode()])).code).toBe(0);
  expect(signedRegion(setup)).toBe('eu-north-1');
});

test.each([
  ['of the base, in config', CONFIG, 'eu-west-1'],
  ['us-east-1 where there is none', `[default]\nmfa_serial = ${DEVICE}\n`, 'us-east-1'],
])('without any of them: %s', async (_, config, region) => {
  const setup = await loginSetup({ config });
  expect((await setup.run(['login', '--token', setup.aws.nextCode()])).code).toBe(0);
  expect(signedRegion(setup)).toBe(region);
});

test('--region is taken ahead of the command, too', async () => {
  const setup = await loginSetup();
  const args = ['--region', 'eu-north-1', 'login', '--token', setup.aws.nextCode()];
  expect((await setup.run(args)).code).toBe(0);
  expect(signedRegion(setup)).toBe('eu-north-1');
});

test('a region of another partition than the device, from the environment, loses with a note', async () => {
  const setup = await loginSetup({ env: { AWS_REGION: 'cn-north-1' } });
  const { code, stderr } = await setup.run(['login', '--token', setup.aws.nextCode()]);
  expect(code).toBe(0);
  expect(stderr).toContain('• AWS_REGION is cn-north-1, but the MFA device is in the partition aws');
  expect(signedRegion(setup)).toBe('eu-west-1');
});

test.each([
  ['in a section of its own', '', '\n[profile mfa]\nregion = eu-west-1\n'],
  [
    'in the section that is there',
    '[profile mfa]\noutput = json\n',
    '[profile mfa]\nregion = eu-west-1\noutput = json\n',
  ],
])('the region of the base is copied to config once, and said so: %s', async (_, before, after) => {
  const { run, sandbox, aws } = await loginSetup({ config: CONFIG + before });
  const first = await run(['login', '--token', aws.nextCode()]);
  expect(first.stderr).toMatch(
    /^• Copied region = eu-west-1 from \[default\] to \[profile mfa\] in [^\n]*\n$/,
  );
  expect(readFileSync(sandbox.configPath, 'utf8')).toBe(CONFIG + after);
  expect(sectionKeys(sandbox.read(), 'mfa')).not.toHaveProperty('region');
  const second = await run(['login', '--token', aws.nextCode()]);
  expect(second.stderr).toBe('');
  expect(readFileSync(sandbox.configPath, 'utf8')).toBe(CONFIG + after);
});

test('a region that the MFA profile has stays', async () => {
  const config = `${CONFIG}[profile mfa]\nregion = us-west-2\n`;
  const { run, sandbox, aws } = await loginSetup({ config });
  expect((await run(['login', '--token', aws.nextCode()])).stderr).toBe('');
  expect(readFileSync(sandbox.configPath, 'utf8')).toBe(config);
});

test('keys in the config file serve as well', async () => {
  const config = `[profile work]\n${KEY_LINES}mfa_serial = ${DEVICE}\n`;
  const { run, sandbox, aws } = await loginSetup({ credentials: null, config });
  expect((await run(['login', '--profile', 'work', '--token', aws.nextCode()])).code).toBe(0);
  expect(sectionKeys(sandbox.read(), 'mfa')).toMatchObject({ x_source_profile: 'work' });
});
