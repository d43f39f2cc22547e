/** `aws-mfa logout`: the file ends as it was ahead of the login, and what is not ours stays. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CREDENTIALS, DEVICE, loginSetup } from '../support/login-setup.ts';

const KEYS =
  'aws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\naws_session_token = token\n';
const until = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const ours = (hours = 5, base = 'default') =>
  `${KEYS}x_security_token_expires = ${until(hours)}\nx_token_issue_time = ${until(-1)}\nx_mfa_serial = ${DEVICE}\nx_source_profile = ${base}\n`;

test.each([
  ['alice alone', CREDENTIALS],
  ['a section behind', `# mine\n${CREDENTIALS}\n[work]\naws_access_key_id=AKIAIOSFODNN7EXAMPLE\n`],
  ['CRLF', CREDENTIALS.replaceAll('\n', '\r\n')],
  ['bytes that are no UTF-8', Buffer.from(`# caf\xe9\n${CREDENTIALS}`, 'latin1')],
])('login and logout: byte for byte as before: %s', async (_, credentials) => {
  const { run, sandbox, aws } = await loginSetup({ credentials });
  const before = sandbox.bytes();
  expect((await run(['login', '--token', aws.nextCode()])).code).toBe(0);
  expect(sandbox.bytes()).not.toEqual(before);
  const calls = aws.requests.length;
  const { code, stdout, stderr } = await run(['logout']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(
    /^✓ Removed the session \[mfa\] from ~\/\.aws\/credentials\. AWS keeps it valid until .*; to cut it off: aws-mfa logout --help\n$/,
  );
  expect(sandbox.bytes()).toEqual(before);
  expect(sandbox.leftovers()).toEqual([]);
  expect(aws.requests).toHaveLength(calls);
});

test('what else stands in the section stays, and the section with it', async () => {
  const credentials = `${CREDENTIALS}\n[mfa]\n# mine\n${ours()}region = eu-west-1\n\n[next]\nregion = x\n`;
  const { run, sandbox } = await loginSetup({ credentials });
  const { code, stdout } = await run(['logout', 'mfa']);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^✓ Removed the session from \[mfa\] in ~\/\.aws\/credentials\. AWS keeps it valid until /,
  );
  expect(sandbox.read()).toBe(`${CREDENTIALS}\n[mfa]\n# mine\nregion = eu-west-1\n\n[next]\nregion = x\n`);
});

test('--all: every session of ours, none of another tool, no long-term keys beside our records', async () => {
  const foreign = `\n[sso]\n${KEYS}expiration = ${until(1)}\n\n[taken-over]\n${ours()}expiration = ${until(1)}\n`;
  const lasting = `\n[mine]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\nx_source_profile = default\n`;
  const credentials = `${CREDENTIALS}\n[mfa]\n${ours()}${foreign}\n[work-mfa]\n${ours(5, 'work')}${lasting}`;
  const { run, sandbox } = await loginSetup({ credentials });
  const { code, stdout } = await run(['logout', '--all']);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^✓ Removed the session \[mfa\] from .*\.\n✓ Removed the session \[work-mfa\] from .*; to cut it off: aws-mfa logout --help\n$/,
  );
  expect(sandbox.read()).toBe(`${CREDENTIALS}${foreign}${lasting}`);
});

test.each<[args: string[], env: Record<string, string>]>([
  [['logout'], {}],
  [['logout', 'default'], {}],
  [['logout', '--profile', 'mfa'], {}],
  [['--profile', 'mfa', 'logout'], {}],
  [['logout', 'prod'], {}],
  [['logout'], { AWS_PROFILE: 'prod' }],
])('%j %j: the session that the name stands for', async (args, env) => {
  const { run, sandbox } = await loginSetup({
    credentials: `${CREDENTIALS}\n[mfa]\n${ours()}`,
    config: `[profile prod]\nrole_arn = arn:aws:iam::123456789012:role/prod\nsource_profile = mfa\n`,
  });
  expect(await run(args, { env })).toMatchObject({ code: 0 });
  expect(sandbox.read()).toBe(CREDENTIALS);
});

test('an expired session: one short line', async () => {
  const { run, sandbox } = await loginSetup({ credentials: `${CREDENTIALS}\n[mfa]\n${ours(-1)}` });
  expect(await run(['logout'])).toEqual({
    code: 0,
    signal: null,
    stdout: '✓ Removed the session [mfa] from ~/.aws/credentials.\n',
    stderr: '',
  });
  expect(sandbox.read()).toBe(CREDENTIALS);
});

test("a role's session: nothing of it is left", async () => {
  const role =
    'x_principal_arn = arn:aws:iam::123456789012:role/path/admin\nx_external_id = acme-7\nx_role_session_name = ann\n';
  const { run, sandbox } = await loginSetup({ credentials: `${CREDENTIALS}\n[admin]\n${ours()}${role}` });
  expect(await run(['logout', 'admin'])).toMatchObject({ code: 0, stderr: '' });
  expect(sandbox.read()).toBe(CREDENTIALS);
});

test("the AWS CLI's cache, and keys in the environment of the shell", async () => {
  const { run, sandbox } = await loginSetup({ credentials: `${CREDENTIALS}\n[mfa]\n${ours()}` });
  mkdirSync(join(sandbox.home, '.aws/cli/cache'), { recursive: true });
  const { code, stderr } = await run(['logout'], { env: { AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE' } });
  expect(code).toBe(0);
  expect(stderr).toBe(
    `! The environment of this shell still has its keys. To remove them:
  unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN AWS_CREDENTIAL_EXPIRATION
• Role sessions that the AWS CLI made with it are in ~/.aws/cli/cache, valid for up to an hour. To delete them:
  rm -r ~/.aws/cli/cache
`,
  );
});

test('the help has the policy that cuts sessions off: it denies all, and hits no long-term access key', async () => {
  const { run } = await loginSetup();
  const { stdout } = await run(['logout', '--help']);
  const [, document = ''] = /--policy-document '([^']*)'/.exec(stdout) ?? [];
  expect(JSON.parse(document)).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        // Long-term keys have no such time; without `IfExists` the condition is not met then.
        Condition: { DateLessThan: { 'aws:TokenIssueTime': '2026-11-23T12:00:00Z' } },
      },
    ],
  });
});

test.each([
  ['no session', CREDENTIALS, ['logout']],
  ['of that base', CREDENTIALS, ['logout', 'default']],
  ['--all', CREDENTIALS, ['logout', '--all']],
  ['no file', null, ['logout']],
  ['no file, --all', null, ['logout', '--all']],
])('nothing to do: %s', async (_, credentials, args) => {
  const { run, sandbox } = await loginSetup({ credentials });
  expect(await run(args)).toMatchObject({
    code: 0,
    stdout: '✓ ~/.aws/credentials has no session from aws-mfa; nothing was changed.\n',
    stderr: '',
  });
  expect(sandbox.leftovers()).toEqual([]);
  if (credentials !== null) expect(sandbox.read()).toBe(credentials);
});

test.each([
  [['logout', 'mfaa'], 253, 'There is no profile "mfaa"', 'Did you mean "mfa"'],
  [
    ['logout', 'sso'],
    253,
    'Another tool wrote the session in [sso]; aws-mfa removes only its own.',
    'by hand',
  ],
  [['logout', ''], 252, 'The name of the profile is empty', 'omit it'],
  [['logout', '--all', 'mfa'], 252, '--all and a profile cannot be combined.', 'only one of them'],
  [['logout', 'nosuch'], 253, 'There is no profile "nosuch"', 'Profiles with a session: mfa, sso.'],
  [['logout', '123456'], 252, 'looks like an MFA code', 'aws-mfa login'],
  [['logout', '123 456'], 252, 'looks like an MFA code', 'aws-mfa login'],
])('%j: exit code %i, and the file as it was', async (args, code, what, remedy) => {
  const credentials = `${CREDENTIALS}\n[mfa]\n${ours()}\n[sso]\n${KEYS}`;
  const { run, sandbox } = await loginSetup({ credentials });
  const result = await run(args);
  expect(result).toMatchObject({ code, stdout: '' });
  expect(result.stderr).toContain(what);
  expect(result.stderr).toContain(remedy);
  expect(result.stderr).not.toMatch(/123.?456/);
  expect(sandbox.read()).toBe(credentials);
});

test('the section twice: the line is named, and nothing is written', async () => {
  const credentials = `${CREDENTIALS}[mfa]\n${ours()}[mfa]\n${ours()}`;
  const { run, sandbox } = await loginSetup({ credentials });
  const result = await run(['logout', '--all']);
  expect(result).toMatchObject({ code: 253, stdout: '' });
  expect(result.stderr).toContain('line 12: ');
  expect(sandbox.read()).toBe(credentials);
});

test("what [DEFAULT] lends to every section is nobody's session, and stands in nobody's way", async () => {
  const lent = '[DEFAULT]\nx_source_profile = default\nexpiration = 2020-01-01 00:00:00\n';
  const { run, sandbox } = await loginSetup({ credentials: `${lent}${CREDENTIALS}\n[mfa]\n${ours()}` });
  expect(await run(['logout', '--all'])).toMatchObject({ code: 0 });
  expect(sandbox.read()).toBe(lent + CREDENTIALS);
});

test('within exec of another profile: it says first whose session goes', async () => {
  const { run } = await loginSetup({ credentials: `${CREDENTIALS}\n[mfa]\n${ours()}` });
  const env = {
    AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7OTHER01',
    AWS_SECRET_ACCESS_KEY: 's',
    AWS_SESSION_TOKEN: 't',
  };
  const { code, stderr } = await run(['logout'], { env });
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr:
      '! The session of [mfa] is removed, not that of the access key in the environment (…ER01). To select another profile: --profile NAME\n',
  });
});
