/** What a login tells: --json, --dry-run, --debug, color; the result on standard output and all else beside it. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CONFIG, CREDENTIALS, DEVICE, loginSetup, PROMPT, wrongCode } from '../support/login-setup.ts';
import { garbageXml } from '../support/odd-answers.ts';
import { sectionKeys } from '../support/section-keys.ts';

const LONG_TERM_SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const ESCAPE = '\x1b';

/** Nothing a login knows that nobody may read over somebody's shoulder. */
function expectNoSecret(output: string, credentials: string, code: string): void {
  const keys = sectionKeys(credentials, 'mfa') ?? {};
  const secrets = [LONG_TERM_SECRET, code, keys['aws_secret_access_key'], keys['aws_session_token']];
  for (const secret of secrets) if (secret !== undefined) expect(output).not.toContain(secret);
}

test('--json: one object, without a secret', async () => {
  const { run, sandbox, aws } = await loginSetup();
  const given = aws.nextCode();
  const { code, stdout } = await run(['login', '--json', '--token', given]);
  expect(code).toBe(0);
  const result = JSON.parse(stdout) as Record<string, unknown>;
  expect(result).toEqual({
    profile: 'mfa',
    source_profile: 'default',
    serial_number: DEVICE,
    expiration: sectionKeys(sandbox.read(), 'mfa')?.['x_security_token_expires'],
    seconds_left: expect.any(Number) as number,
    reused: false,
    credentials_file: sandbox.credentialsPath,
  });
  expectNoSecret(stdout, sandbox.read(), given);
});

test.each([
  ['usage', 252, ['--duration', '1'], 'usage', 'invalid_value'],
  ['a command line that cannot be parsed', 252, ['--bogus'], 'usage', 'invalid_usage'],
  ['configuration', 253, ['--profile', 'nobody'], 'configuration', 'no_profile'],
  ['AWS said no', 254, [], 'refused', 'wrong_code'],
  ['AWS not reached', 255, [], 'unreachable', 'no_answer'],
])('--json, failure: %s', async (_, code, args, kind, errorCode) => {
  const { run, aws } = await loginSetup();
  if (code === 255) aws.next({ drop: 'after reading' });
  const wrong = wrongCode(aws);
  const result = await run(['login', '--json', ...args, '--token', wrong]);
  expect(result).toMatchObject({ code, stderr: '' });
  expect(JSON.parse(result.stdout)).toEqual({
    error: {
      kind,
      code: errorCode,
      message: expect.any(String) as string,
      remedy: expect.any(String) as string,
    },
  });
  expect(result.stdout).not.toContain(wrong);
});

test('--json with a prompt: the prompt on the terminal, the object alone on standard output', async () => {
  const { openShell, sandbox, aws } = await loginSetup();
  const terminal = openShell(`aws_mfa login --json >${sandbox.home}/out`);
  await terminal.waitFor(PROMPT);
  terminal.type(aws.nextCode());
  terminal.press('enter');
  await terminal.exit;
  expect(JSON.parse(readFileSync(`${sandbox.home}/out`, 'utf8'))).toMatchObject({ profile: 'mfa' });
});

test.each([
  ['a new section', CREDENTIALS, 'would add [mfa] in ~/.aws/credentials'],
  [
    'one that is there',
    `${CREDENTIALS}[mfa]\nexpiration = 2020\n`,
    'would change [mfa] in ~/.aws/credentials',
  ],
])(
  '--dry-run asks, calls and writes nothing, and says what would change: %s',
  async (_, credentials, said) => {
    const { run, open, sandbox, aws } = await loginSetup({ credentials });
    for (const args of [[], ['--json'], ['--token', aws.nextCode()], ['--force']]) {
      expect(await run(['login', '--dry-run', ...args])).toMatchObject({ code: 0, stderr: '' });
    }
    const terminal = open(['login', '--dry-run']);
    expect((await terminal.exit).code).toBe(0);
    const parts = [
      said,
      DEVICE,
      'base profile: default',
      '43200',
      'would write region = eu-west-1 to [profile mfa]',
    ];
    for (const part of parts) expect(terminal.screen()).toContain(part);
    expect(terminal.screen()).not.toContain(LONG_TERM_SECRET);
    expect(aws.connections()).toBe(0);
    expect(sandbox.read()).toBe(credentials);
    expect(readFileSync(sandbox.configPath, 'utf8')).toBe(CONFIG);
    expect(sandbox.leftovers()).toEqual([]);
  },
);

test('--dry-run where there is no file yet makes none', async () => {
  const { run, sandbox } = await loginSetup({
    credentials: null,
    config: null,
    env: {
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: LONG_TERM_SECRET,
      AWS_MFA_SERIAL: DEVICE,
    },
  });
  expect((await run(['login', '--dry-run'])).code).toBe(0);
  expect(() => sandbox.read()).toThrow('ENOENT');
});

test('--dry-run --json is one object', async () => {
  const { run } = await loginSetup();
  const { stdout } = await run(['login', '--dry-run', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ dry_run: true, profile: 'mfa', source_profile: 'default' });
});

test('--dry-run finds what a login would end with', async () => {
  const { run } = await loginSetup({ config: null });
  expect((await run(['login', '--dry-run'])).code).toBe(253);
});

test.each([
  ['behind the command', ['login', '--debug']],
  ['ahead of it', ['--debug', 'login']],
])('--debug names where each value came from, on standard error, without a secret: %s', async (_, args) => {
  const { run, sandbox, aws } = await loginSetup({ env: { AWS_REGION: 'eu-north-1' } });
  const given = aws.nextCode();
  const { code, stdout, stderr } = await run([...args, '--token', given, '--duration', '1h']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^✓ [^\n]*\n[^\n]*\n$/);
  const parts = [
    'default',
    'AWS_REGION',
    `${DEVICE} (mfa_serial of [default] in ~/.aws/config)`,
    '3600 s (--duration)',
    'AWS_ENDPOINT_URL_STS',
  ];
  for (const part of parts) expect(stderr).toContain(part);
  expectNoSecret(stdout + stderr, sandbox.read(), given);
});

test.each([
  ['a wrong code', undefined],
  ['an answer that cannot be read', garbageXml()],
  ['an answer cut short', { drop: 'within answer' }],
  ['a cut connection', { drop: 'after deciding' }],
] as const)('--debug of a failure shows no secret, no stack and no body: %s', async (_, fault) => {
  const { run, aws } = await loginSetup();
  if (fault) aws.next(fault);
  const given = fault ? aws.nextCode() : wrongCode(aws);
  const { code, stdout, stderr } = await run(['login', '--debug', '--token', given]);
  expect(code).toBeGreaterThanOrEqual(254);
  expect(stdout).toBe('');
  expect(stderr).not.toMatch(/\n\s+at |<|IQoJ|ASIA/);
  expectNoSecret(stderr, '', given);
});

test('a failure goes to standard error: what happened, and the remedy on a line of its own', async () => {
  const { run } = await loginSetup();
  const { stdout, stderr } = await run(['login', '--profile', 'defalut']);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^✗ There is no profile "defalut" [^\n]*\n {2}Did you mean "default"\?\n$/);
});

test('without a terminal there is no escape sequence, neither in a result nor in an error', async () => {
  const { run, aws } = await loginSetup({ env: { AWS_ACCESS_KEY_ID: 'AKIAX' } });
  const worked = await run(['login', '--token', aws.nextCode()]);
  const failed = await run(['login', '--token', wrongCode(aws)]);
  expect(worked.stdout + worked.stderr + failed.stderr).not.toContain(ESCAPE);
});

test.each([
  ['a terminal', {}, true],
  ['a terminal, NO_COLOR empty', { NO_COLOR: '' }, true],
  ['a terminal, NO_COLOR', { NO_COLOR: '1' }, false],
])('color: %s', async (_, env, colored) => {
  const { open, aws } = await loginSetup();
  const terminal = open(['login'], env);
  await terminal.waitFor(PROMPT);
  terminal.type(aws.nextCode());
  terminal.press('enter');
  await terminal.exit;
  expect(/\x1b\[[0-9;]*m/.test(terminal.output())).toBe(colored);
});

test('color: none on a terminal that says it is dumb', async () => {
  const { openShell } = await loginSetup();
  const terminal = openShell('TERM=dumb aws_mfa login --profile nobody');
  await terminal.exit;
  expect(terminal.output()).toContain('nobody');
  expect(terminal.output()).not.toContain(ESCAPE);
});
