/** The main job, from nothing to a session that works: by a prompt, by a flag, in a script. */
import { statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CONFIG, CREDENTIALS, DEVICE, loginSetup, PROMPT, sentCodes } from '../support/login-setup.ts';
import { sectionKeys } from '../support/section-keys.ts';
import { whoAmI } from '../support/sts-client.ts';

const ALICE = 'arn:aws:iam::123456789012:user/alice';
const SESSION_KEYS = [
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'x_security_token_expires',
  'x_token_issue_time',
  'x_mfa_serial',
  'x_source_profile',
];

/** Who AWS takes the bearer of a section's keys for: the proof that they work. */
async function ownerOf(setup: Awaited<ReturnType<typeof loginSetup>>, section: string) {
  const keys = sectionKeys(setup.sandbox.read(), section) ?? {};
  return whoAmI(setup.aws, {
    accessKeyId: keys['aws_access_key_id'] ?? '',
    secretAccessKey: keys['aws_secret_access_key'] ?? '',
    sessionToken: keys['aws_session_token'] ?? '',
  });
}

test('aws-mfa login, six digits, and the session works', async () => {
  const setup = await loginSetup();
  const terminal = setup.open(['login']);
  await terminal.waitFor(PROMPT);
  terminal.type(setup.aws.nextCode());
  terminal.press('enter');
  expect(await terminal.exit).toEqual({ code: 0, signal: null });
  expect(terminal.screen()).toMatch(/✓ Session \[mfa\] expires at .* \(11h 59m left\)\./);
  expect(terminal.screen()).toContain('Use it: aws s3 ls --profile mfa');
  expect(await ownerOf(setup, 'mfa')).toBe(ALICE);
});

test('aws-mfa login --token CODE writes the session and what is worth knowing of it', async () => {
  const setup = await loginSetup();
  const { code, stdout, stderr } = await setup.run(['login', '--token', setup.aws.nextCode()]);
  expect(code).toBe(0);
  // One line, about the region, and nothing of the SDK's own, which has opinions about the version of Node.
  expect(stderr).toMatch(/^• [^\n]*region = eu-west-1[^\n]*\n$/);
  expect(stdout).toMatch(/^✓ Session \[mfa\] expires at [^\n]*\n {2}Use it: [^\n]*\n$/);
  const keys = sectionKeys(setup.sandbox.read(), 'mfa') ?? {};
  expect(Object.keys(keys)).toEqual(SESSION_KEYS);
  expect(keys).toMatchObject({ x_mfa_serial: DEVICE, x_source_profile: 'default' });
  expect(keys['x_security_token_expires']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(setup.sandbox.leftovers()).toEqual([]);
  expect(await ownerOf(setup, 'mfa')).toBe(ALICE);
});

test('aws-mfa login --duration 43200 asks AWS for just that', async () => {
  const setup = await loginSetup();
  const terminal = setup.open(['login', '--duration', '43200']);
  await terminal.waitFor(PROMPT);
  terminal.type(setup.aws.nextCode());
  terminal.press('enter');
  expect((await terminal.exit).code).toBe(0);
  expect(setup.aws.requests.map(({ params }) => params)).toMatchObject([
    { DurationSeconds: '43200', SerialNumber: DEVICE },
  ]);
});

test('no terminal and no code: 252 at once, with every way to give one', async () => {
  const { run, sandbox, aws } = await loginSetup();
  const { code, stdout, stderr } = await run(['login']);
  expect({ code, stdout }).toEqual({ code: 252, stdout: '' });
  expect(stderr).toContain('there is no terminal');
  for (const way of ['--token CODE', '--token -', 'AWS_MFA_TOKEN']) expect(stderr).toContain(way);
  expect(sandbox.read()).toBe(CREDENTIALS);
  expect(aws.connections()).toBe(0);
});

test('keys that only the environment holds: a file is made for the session, for its owner alone', async () => {
  const env = {
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    AWS_MFA_SERIAL: DEVICE,
  };
  const setup = await loginSetup({ credentials: null, config: null, env });
  const { code, stderr } = await setup.run(['login', '--token', setup.aws.nextCode()]);
  expect(code).toBe(0);
  expect(stderr).toBe(
    '• Using the access key from the environment (AWS_ACCESS_KEY_ID …MPLE): no profile has one.\n',
  );
  expect(sectionKeys(setup.sandbox.read(), 'mfa')).toMatchObject({ x_source_profile: 'environment' });
  expect(await ownerOf(setup, 'mfa')).toBe(ALICE);
  expect(statSync(setup.sandbox.credentialsPath).mode & 0o777).toBe(0o600);
  expect(statSync(`${setup.sandbox.home}/.aws`).mode & 0o777).toBe(0o700);
});

test('the person whose [mfa] holds the long-term keys is told the whole command, and it works', async () => {
  const credentials = CREDENTIALS.replace('default', 'mfa');
  const setup = await loginSetup({ credentials, config: CONFIG.replace('default', 'profile mfa') });
  const refused = await setup.run(['login', '--profile', 'mfa', '--token', setup.aws.nextCode()]);
  expect(refused.code).toBe(253);
  const [, command = '', name = ''] =
    /aws-mfa (login --profile mfa --mfa-profile (\S+))$/m.exec(refused.stderr) ?? [];
  expect(setup.sandbox.read()).toBe(credentials);
  const { code } = await setup.run([...command.split(' '), '--token', setup.aws.nextCode()]);
  expect(code).toBe(0);
  expect(setup.sandbox.read().startsWith(credentials)).toBe(true);
  expect(await ownerOf(setup, name)).toBe(ALICE);
});

test('a second login by the same name renews the session of the first', async () => {
  const setup = await loginSetup();
  for (const name of ['default', 'mfa']) {
    const { code } = await setup.run(['login', '--profile', name, '--token', setup.aws.nextCode()]);
    expect(code).toBe(0);
  }
  expect(new Set(sentCodes(setup.aws)).size).toBe(2);
  expect(setup.sandbox.read().match(/^\[.*\]$/gm)).toEqual(['[default]', '[mfa]']);
  expect(sectionKeys(setup.sandbox.read(), 'mfa')).toMatchObject({ x_source_profile: 'default' });
});
