/** `aws-mfa status`: every session, whoever wrote it; what programs read of it, and what `--check` answers. */
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { CONFIG, CREDENTIALS, DEVICE, loginSetup } from '../support/login-setup.ts';
import { programWords } from '../support/program.ts';
import { startProgram } from '../support/run.ts';
import { openTerminal } from '../support/terminal.ts';

const HOURS = 3_600_000;
const at = (hours: number) => new Date(Date.now() + hours * HOURS + 30_000).toISOString().slice(0, 19);
const KEYS =
  'aws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\naws_session_token = token\n';
const ESCAPE = '\x1b';

/** A session of ours, one of each kind that other tools leave, and keys that are no session. */
const sessions = () => `${CREDENTIALS}
[mfa]
${KEYS}x_security_token_expires = ${at(11)}Z
x_token_issue_time = ${at(-2)}Z
x_mfa_serial = ${DEVICE}
x_source_profile = default

[admin-session]
${KEYS}x_security_token_expires = ${at(0)}Z
x_token_issue_time = ${at(-1)}Z
x_source_profile = default
x_principal_arn = arn:aws:iam::222222222222:role/admin

[broamski]
${KEYS}expiration = ${at(5).replace('T', ' ')}

[old]
${KEYS}aws_expiration = 2020-01-01T00:00:00+00:00

[sso]
${KEYS}`;

const ROLES = `${CONFIG}[profile prod]\nrole_arn = arn:aws:iam::222222222222:role/prod\nsource_profile = mfa\n`;

const files = () => ({ credentials: sessions(), config: ROLES, env: { TZ: 'UTC' } });

test('every session in a line, and nothing else that the files hold', async () => {
  const { run, aws, sandbox } = await loginSetup(files());
  const before = sandbox.bytes();
  const { code, stdout, stderr } = await run(['status']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = stdout.trimEnd().split('\n');
  expect(lines[0]).toBe('  PROFILE        ACCOUNT       MFA/ROLE    MFA AGE  LEFT     EXPIRES');
  expect(lines[1]).toMatch(
    /^✓ mfa {12}123456789012 {2}mfa\/alice {3}1h 59m {3}11h 0m {3}\w{3} \d+ \w{3} \d{4}, \d\d:\d\d UTC$/,
  );
  expect(lines[2]).toMatch(/^! admin-session {2}222222222222 {2}role\/admin {2}59m {6}(30|2\d)s {6}/);
  expect(lines[3]).toMatch(/^✓ broamski {7}- {13}- {11}- {8}5h 0m {4}/);
  expect(lines[4]).toMatch(/^✗ old {12}- {13}- {11}- {8}expired {2}Wed 1 Jan 2020, 00:00 UTC$/);
  expect(lines[5]).toBe('• sso            -             -           -        unknown  -');
  expect(lines[6]).toBe('  Role profiles that use [mfa]: prod');
  expect(lines).toHaveLength(7);
  expect(stdout).not.toMatch(/secret|token/);
  expect(sandbox.bytes()).toEqual(before);
  expect(aws.requests).toEqual([]);
});

test('--json: an array, with null for what is unknown', async () => {
  const { run } = await loginSetup(files());
  const { code, stdout, stderr } = await run(['status', '--json'], { env: { AWS_PROFILE: 'prod' } });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const found = JSON.parse(stdout) as Record<string, unknown>[];
  expect(found.map(({ profile }) => profile)).toEqual(['mfa', 'admin-session', 'broamski', 'old', 'sso']);
  expect(found[0]).toEqual({
    profile: 'mfa',
    source_profile: 'default',
    account: '123456789012',
    serial_number: DEVICE,
    role_arn: null,
    expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
    seconds_left: expect.any(Number) as number,
    mfa_age_seconds: expect.any(Number) as number,
    complete: true,
    selected: true,
    role_profiles: ['prod'],
  });
  expect(found[3]).toMatchObject({ expiration: '2020-01-01T00:00:00Z', seconds_left: 0, selected: false });
  expect(found[4]).toMatchObject({ expiration: null, seconds_left: null, source_profile: null });
  expect(found.map(({ mfa_age_seconds: age }) => age !== null)).toEqual([true, true, false, false, false]);
});

test('a session that a login has just made: its MFA is seconds old', async () => {
  const { run, aws } = await loginSetup();
  expect((await run(['login', '--token', aws.nextCode()])).code).toBe(0);
  const found = JSON.parse((await run(['status', '--json'])).stdout) as Record<string, number>[];
  expect(found).toHaveLength(1);
  expect(found[0]?.['mfa_age_seconds']).toBeLessThan(120);
  expect(found[0]?.['seconds_left']).toBeGreaterThan(43_000);
});

test('no session: said so; as JSON, an empty array', async () => {
  const { run } = await loginSetup({ credentials: null, config: null });
  expect(await run(['status'])).toMatchObject({
    code: 0,
    stdout: '• No session in ~/.aws/credentials. To get one:\n  aws-mfa setup\n',
    stderr: '',
  });
  expect(await run(['status', '--json'])).toMatchObject({ code: 0, stdout: '[]\n', stderr: '' });
  expect(await run(['status', '--check'])).toMatchObject({ code: 1, stdout: '', stderr: '' });
});

test.each<[args: string, code: number, env?: Record<string, string>]>([
  ['', 0],
  ['mfa', 0],
  ['default', 0],
  ['prod', 0],
  ['broamski', 0],
  ['old', 1],
  ['sso', 1],
  ['mfa --min-remaining 10h', 0],
  ['mfa --min-remaining 12h', 1],
  ['--min-remaining 12h', 1],
  ['admin-session --min-remaining 15m', 1],
  ['--profile old', 1],
  ['', 1, { AWS_PROFILE: 'old' }],
  ['', 0, { AWS_PROFILE: 'prod' }],
  ['mfa', 0, { AWS_PROFILE: 'old' }],
])('--check %s: nothing is printed, exit code %i', async (args, code, env = {}) => {
  const { run } = await loginSetup(files());
  const result = await run(['status', '--check', ...args.split(' ').filter(Boolean)], { env });
  expect(result).toMatchObject({ code, stdout: '', stderr: '' });
});

test.each([
  [['status', 'mfaa'], 253, 'There is no profile "mfaa"', 'Did you mean "mfa"'],
  [['status', '--check', 'mfaa'], 253, 'There is no profile "mfaa"', 'Did you mean "mfa"'],
  [['status', ''], 252, 'The name of the profile is empty', 'omit it'],
  [['status', '123456'], 252, 'looks like an MFA code', 'aws-mfa login'],
  [['status', 'mfa', '--profile', 'old'], 252, 'Two profiles', 'only one'],
  [['status', '--min-remaining', '1h'], 252, '--min-remaining requires --check', 'status --check'],
  [['status', '--check', '--min-remaining', 'soon'], 252, 'must be a duration such as', '30m'],
  [['status', '--check', '--json'], 252, '--check and --json cannot be combined.', 'only one of them'],
])('%j: exit code %i', async (args, code, what, remedy) => {
  const { run } = await loginSetup(files());
  const result = await run(args);
  expect(result.code).toBe(code);
  const told = args.includes('--json') ? result.stdout : result.stderr;
  expect(told).toContain(what);
  expect(told.replaceAll('\\"', '"')).toContain(remedy);
  expect(told).not.toContain('123456');
});

test('a base without a session: how to get one', async () => {
  const { run } = await loginSetup();
  expect(await run(['status', 'default'])).toMatchObject({
    code: 253,
    stderr: '✗ Profile "default" has no session.\n  To get one:\n  aws-mfa login --profile default\n',
  });
  expect(await run(['status', '--check', 'default'])).toMatchObject({ code: 1, stdout: '', stderr: '' });
});

test('one session by itself', async () => {
  const { run } = await loginSetup(files());
  const { stdout, code } = await run(['status', 'prod']);
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^✓ mfa\n {2}11h 0m left\n {2}expires .* UTC\n {2}MFA 1h 59m ago\n {2}account 123456789012\n {2}mfa\/alice\n {2}base profile default\n {2}role profiles prod\n$/,
  );
});

test.each([
  ['mfa', 'AWS_PROFILE=mfa selects the session in [mfa].'],
  ['prod', 'AWS_PROFILE=prod selects a role profile that uses the session in [mfa].'],
  ['default', 'AWS_PROFILE=default selects a long-term access key, not the session in [mfa].'],
])('AWS_PROFILE=%s', async (name, line) => {
  const { run } = await loginSetup(files());
  expect((await run(['status'], { env: { AWS_PROFILE: name } })).stdout).toContain(line);
});

test('what shadows the profile, and a name that leads nowhere, are warnings', async () => {
  const { run } = await loginSetup(files());
  const env = { AWS_PROFILE: 'mfaa', AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE' };
  const { code, stderr } = await run(['status'], { env });
  expect(code).toBe(0);
  expect(stderr).toContain('! AWS_PROFILE is set to "mfaa", which is not a profile. Did you mean "mfa"?');
  expect(stderr).toContain(
    '! AWS_ACCESS_KEY_ID is set. The AWS CLI and Terraform use it instead of AWS_PROFILE=mfaa',
  );
  expect(stderr).not.toContain('AKIA');
});

test('a folder in place of the file', async () => {
  const { run, sandbox } = await loginSetup();
  const env = { AWS_SHARED_CREDENTIALS_FILE: sandbox.home };
  expect(await run(['status'], { env })).toMatchObject({ code: 253, stdout: '' });
  expect(await run(['status', '--check'], { env })).toMatchObject({ code: 253, stdout: '' });
});

async function shown(cols: number, env: Record<string, string> = {}) {
  const setup = await loginSetup(files());
  const terminal = openTerminal(['status'], { env: { ...setup.env, ...env }, cols, rows: 60 });
  expect(await terminal.exit).toEqual({ code: 0, signal: null });
  return { screen: terminal.screen(), output: terminal.output() };
}

test.each([
  [200, /^✓ mfa .* \w{3} \d+ \w{3} \d{4}, \d\d:\d\d UTC$/m, /^✗ old .* Wed 1 Jan 2020, 00:00 UTC$/m],
  [80, /^✓ mfa .* {2}\d+ \w{3}, \d\d:\d\d UTC$/m, /^✗ old .* {2}1 Jan 2020$/m],
])('a terminal of %i columns: the table fits, and the marks are colored', async (columns, good, old) => {
  const { screen, output } = await shown(columns);
  expect(screen).toContain('PROFILE        ACCOUNT');
  expect(screen).toMatch(good);
  expect(screen).toMatch(old);
  expect(output).toContain(`${ESCAPE}[32m✓ `);
  expect(output).toContain(`${ESCAPE}[31m✗ `);
  expect(output).toContain(`${ESCAPE}[33m! `);
});

test('a terminal of 40 columns: some lines for each, none of them broken', async () => {
  const { screen } = await shown(40);
  expect(screen).not.toContain('ACCOUNT');
  expect(screen).toMatch(
    /^✓ mfa\n {2}11h 0m left\n {2}expires .* UTC\n {2}MFA 1h 59m ago\n {2}account 123456789012\n {2}mfa\/alice\n/m,
  );
  expect(screen).toMatch(/^• sso\n {2}expiry unknown$/m);
  expect(Math.max(...screen.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
});

const hasScript = spawnSync('script', ['--version']).status === 0;
test.skipIf(!hasScript)('a terminal that does not know its width has that of COLUMNS', async () => {
  const { env } = await loginSetup(files());
  // Its terminal is as wide as that of its own input, and that is none.
  const command = `stty size; ${programWords} status`;
  const { stdout } = await startProgram('script', ['-qec', command, '/dev/null'], { env }).result;
  expect(stdout).toMatch(/^0 0\r$/m);
  expect(stdout).toContain('PROFILE        ACCOUNT');
});

test('NO_COLOR', async () => {
  const { output } = await shown(80, { NO_COLOR: '1' });
  expect(output).toContain('✓ mfa');
  expect(output).not.toContain(`${ESCAPE}[3`);
});
