/** What `--debug` tells: every value with its setting and its file, the endpoint, and how long each step took. */
import { appendFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DEVICE, KEY_LINES, loginSetup, PROMPT } from '../support/login-setup.ts';

const TIME = /\d+(?= ms$)/gm;
const told = (output: string) => output.replace(TIME, 'N').split(/\r?\n/);

test('a login with a code: the whole of it', async () => {
  const { run, aws, sandbox } = await loginSetup({ env: { AWS_CONFIG_FILE: '~/.aws/config' } });
  const { stderr } = await run(['login', '--debug', '--min-remaining', '2h', '--token', aws.nextCode()]);
  const host = new URL(aws.url).host;
  expect(told(stderr)).toEqual([
    'files: ~/.aws/credentials (default), ~/.aws/config (AWS_CONFIG_FILE)',
    'base profile: default (default; access key …MPLE, aws_access_key_id of [default] in ~/.aws/credentials)',
    'MFA profile: mfa (default)',
    `device: ${DEVICE} (mfa_serial of [default] in ~/.aws/config)`,
    'region: eu-west-1 (region of [default] in ~/.aws/config)',
    `endpoint: ${host} (AWS_ENDPOINT_URL_STS)`,
    'duration: 43200 s (default)',
    'wanted: a session with at least 7200 s left (--min-remaining); code: --token',
    `GetSessionToken (${host}): a session after N ms`,
    `writing [mfa] to ${sandbox.credentialsPath} took N ms`,
    `writing [profile mfa] to ${sandbox.configPath} took N ms`,
    '• Copied region = eu-west-1 from [default] to [profile mfa] in ~/.aws/config.',
    '',
  ]);
});

test('the prompt, a device that is looked for, and the place of each question', async () => {
  const { open, aws } = await loginSetup({ config: '[default]\nregion = eu-west-1\n' });
  const terminal = open(['login', '--debug']);
  await terminal.waitFor('Save it as mfa_serial');
  terminal.type('y\r');
  await terminal.waitFor(PROMPT);
  terminal.type(`${aws.nextCode()}\r`);
  expect((await terminal.exit).code).toBe(0);
  const host = new URL(aws.url).host;
  const lines = told(terminal.screen()).map((line) => line.trimEnd());
  for (const line of [
    `STS: ${host} (AWS_ENDPOINT_URL_STS)`,
    `IAM: ${host} (AWS_ENDPOINT_URL_IAM)`,
    `GetCallerIdentity (${host}): an answer after N ms`,
    `ListMFADevices (${host}): an answer after N ms`,
    `device: ${DEVICE} (found in IAM)`,
    'wanted: a session with at least 3600 s left (default); code: the prompt',
    'the prompt took N ms',
    `GetSessionToken (${host}): a session after N ms`,
    'writing [default] to',
  ])
    expect(lines).toContainEqual(expect.stringContaining(line));
});

test.each([
  [
    'of the option',
    ['--token-command', 'CODE'],
    '',
    '--token-command',
    'the command of --token-command took N ms',
  ],
  [
    'of the profile',
    [],
    'mfa_process = CODE\n',
    'mfa_process of [default]',
    'the command of mfa_process of [default] took N ms',
  ],
])('a command %s', async (_, args, config, source, line) => {
  const { run, aws, sandbox } = await loginSetup();
  const command = `echo ${aws.nextCode()}`;
  appendFileSync(sandbox.configPath, config.replace('CODE', command));
  const { code, stderr } = await run([
    'login',
    '--debug',
    ...args.map((arg) => arg.replace('CODE', command)),
  ]);
  expect(code).toBe(0);
  expect(told(stderr)).toContain(line);
  expect(stderr).toContain(`; code: ${source}\n`);
});

test('standard input', async () => {
  const { run, aws } = await loginSetup();
  const { stderr } = await run(['login', '--debug', '--token', '-'], { stdin: `${aws.nextCode()}\n` });
  expect(told(stderr)).toContain('standard input took N ms');
});

test('a credential_process', async () => {
  const { run, aws, sandbox } = await loginSetup({ credentials: null });
  const [, id = '', secret = ''] = /= (.*)\n.*= (.*)/.exec(KEY_LINES) ?? [];
  const keys = JSON.stringify({ Version: 1, AccessKeyId: id, SecretAccessKey: secret });
  appendFileSync(sandbox.configPath, `credential_process = echo '${keys}'\n`);
  const { stderr } = await run(['login', '--debug', '--token', aws.nextCode()]);
  for (const line of [
    'base profile: default (default; keys from credential_process of [default] in ~/.aws/config)',
    'credential_process of [default] took N ms',
    'credential_process of [default] gave the access key …MPLE',
  ])
    expect(told(stderr)).toContain(line);
});

test('a set-up', async () => {
  const { open, aws } = await loginSetup({ config: '[default]\nregion = eu-west-1\n' });
  const terminal = open(['setup', '--debug']);
  await terminal.waitFor('Use the access key');
  terminal.type('y\r');
  await terminal.waitFor('Save them?');
  terminal.type('y\r');
  await terminal.waitFor('Log in now?');
  terminal.type('n\r');
  expect((await terminal.exit).code).toBe(0);
  const lines = told(terminal.screen());
  for (const line of [
    'files: ~/.aws/credentials (default), ~/.aws/config (default)',
    'region: eu-west-1 (region of [default] in ~/.aws/config)',
    `ListMFADevices (${new URL(aws.url).host}): an answer after N ms`,
    'writing [default] to',
  ])
    expect(lines).toContainEqual(expect.stringContaining(line));
});

test.each([['login'], ['status'], ['logout']])(
  '%s: where the files are, also if one cannot be read',
  async (command) => {
    const { run, sandbox } = await loginSetup();
    const env = { AWS_SHARED_CREDENTIALS_FILE: sandbox.home };
    const { code, stderr } = await run([command, '--debug'], { env });
    expect(code).toBe(253);
    expect(stderr).toContain(`files: ${sandbox.home} (AWS_SHARED_CREDENTIALS_FILE), ~/.aws/config (default)`);
  },
);
