/** The variables that `login` knows: the AWS CLI's own, and that an empty one counts as not set. */
import { mkdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CONFIG, CREDENTIALS, DEVICE, loginSetup, PROMPT, sentCodes } from '../support/login-setup.ts';
import { sectionKeys } from '../support/section-keys.ts';

test.each([
  ['~', '~/elsewhere/'],
  ['a whole path', ''],
])('the file variables, with %s', async (_, prefix) => {
  const { run, sandbox, aws } = await loginSetup();
  const folder = join(sandbox.home, 'elsewhere');
  mkdirSync(folder);
  renameSync(sandbox.credentialsPath, join(folder, 'keys'));
  renameSync(sandbox.configPath, join(folder, 'settings'));
  const env = {
    AWS_SHARED_CREDENTIALS_FILE: `${prefix || `${folder}/`}keys`,
    AWS_CONFIG_FILE: `${prefix || `${folder}/`}settings`,
  };
  const { code, stdout } = await run(['login', '--token', aws.nextCode()], { env });
  expect(code).toBe(0);
  expect(stdout).toContain('Use it:');
  expect(readFileSync(join(folder, 'keys'), 'utf8')).toContain('\n[mfa]\n');
  expect(readFileSync(join(folder, 'settings'), 'utf8')).toContain('\n[profile mfa]\nregion = eu-west-1\n');
});

test('an empty variable counts as unset', async () => {
  const names =
    'AWS_PROFILE AWS_SHARED_CREDENTIALS_FILE AWS_CONFIG_FILE AWS_REGION AWS_DEFAULT_REGION AWS_ENDPOINT_URL AWS_MFA_TOKEN AWS_MFA_SERIAL AWS_ACCESS_KEY_ID CI';
  const env = Object.fromEntries(names.split(' ').map((name) => [name, '']));
  const { open, sandbox, aws } = await loginSetup({ env });
  const terminal = open(['login']);
  await terminal.waitFor(PROMPT);
  expect(terminal.screen()).toContain(DEVICE);
  terminal.type(aws.nextCode());
  terminal.press('enter');
  expect((await terminal.exit).code).toBe(0);
  expect(terminal.screen()).not.toContain('AWS_ACCESS_KEY_ID');
  expect(sectionKeys(sandbox.read(), 'mfa')).toMatchObject({ x_source_profile: 'default' });
});

test('an empty AWS_ENDPOINT_URL_STS leaves AWS_ENDPOINT_URL', async () => {
  const { run, aws } = await loginSetup();
  const env = { AWS_ENDPOINT_URL_STS: '', AWS_ENDPOINT_URL: aws.url };
  expect((await run(['login', '--token', aws.nextCode()], { env })).code).toBe(0);
  expect(aws.requests).toHaveLength(1);
});

test('AWS_ENDPOINT_URL_STS wins over AWS_ENDPOINT_URL', async () => {
  const { run, aws } = await loginSetup({ env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' } });
  expect((await run(['login', '--token', aws.nextCode()])).code).toBe(0);
});

test.each([
  ['a base', 'work'],
  ['a session of that base', 'mfa'],
  ['a role that rests on the session', 'deploy'],
])('AWS_PROFILE names %s', async (_, profile) => {
  const credentials = `${CREDENTIALS.replace('default', 'work')}
[mfa]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = old
aws_session_token = old
x_source_profile = work
`;
  const role = 'role_arn = arn:aws:iam::123456789012:role/admin';
  const config = `${CONFIG.replace('default', 'profile work')}
[profile deploy]\n${role}\nsource_profile = mfa\n`;
  const { run, sandbox, aws } = await loginSetup({ credentials, config, env: { AWS_PROFILE: profile } });
  const { code, stdout } = await run(['login', '--token', aws.nextCode()]);
  expect(code).toBe(0);
  expect(stdout).toContain(profile === 'mfa' ? 'aws s3 ls\n' : 'aws s3 ls --profile mfa\n');
  expect(sectionKeys(sandbox.read(), 'mfa')).toMatchObject({
    x_source_profile: 'work',
    x_mfa_serial: DEVICE,
  });
});

test.each([
  ['AWS_MFA_SERIAL, where no file knows a device', `[default]\nregion = eu-west-1\n`, 'AWS_MFA_SERIAL'],
  ['mfa_serial, which knows better', CONFIG, 'mfa_serial of [default]'],
])('the device: %s', async (_, config, from) => {
  const { open } = await loginSetup({ config, env: { AWS_MFA_SERIAL: DEVICE } });
  const terminal = open(['login', '--debug']);
  await terminal.waitFor(PROMPT);
  expect(terminal.screen()).toContain(`device: ${DEVICE} (${from}`);
});

test('AWS_ACCESS_KEY_ID is warned of: it may win over the profile', async () => {
  const { run, aws } = await loginSetup({ env: { AWS_ACCESS_KEY_ID: 'AKIAI44QH8DHBEXAMPLE' } });
  const { code, stderr } = await run(['login', '--token', aws.nextCode()]);
  expect(code).toBe(0);
  expect(stderr).toContain('! AWS_ACCESS_KEY_ID is set, so commands without --profile use that key');
  expect(aws.requests[0]?.accessKeyId).toBe('AKIAIOSFODNN7EXAMPLE');
});

test('a base in a file wins over keys in the environment', async () => {
  const env = { AWS_ACCESS_KEY_ID: 'AKIAI44QH8DHBEXAMPLE', AWS_SECRET_ACCESS_KEY: 'x'.repeat(40) };
  const { run, sandbox, aws } = await loginSetup({ env });
  expect((await run(['login', '--token', aws.nextCode()])).code).toBe(0);
  expect(sectionKeys(sandbox.read(), 'mfa')).toMatchObject({ x_source_profile: 'default' });
});

test.each([
  ['false', 0],
  ['true', 252],
  ['1', 252],
])('CI=%s: exit %i', async (value, code) => {
  const { open, aws } = await loginSetup({ env: { CI: value } });
  const terminal = open(['login']);
  if (code === 0) {
    await terminal.waitFor(PROMPT);
    terminal.type(aws.nextCode());
    terminal.press('enter');
  }
  expect((await terminal.exit).code).toBe(code);
  expect(sentCodes(aws)).toHaveLength(code === 0 ? 1 : 0);
});
