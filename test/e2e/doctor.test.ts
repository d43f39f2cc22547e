/**
 * `aws-mfa doctor`: everything that it can find, found for real; what it says in each case, in both forms. Whatever it
 * finds, both files and all that lies beside them are as before, and no secret is told.
 */
import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CHECKS } from '../../src/commands/doctor/finding.ts';
import { AILMENTS, program, ROLE } from '../support/ailments.ts';
import {
  type LoginSetup,
  type LoginSetupOptions,
  CONFIG,
  DEVICE,
  loginSetup,
} from '../support/login-setup.ts';
import { alice } from '../support/loopback-aws.ts';
import { startLoopbackProxy } from '../support/loopback-proxy.ts';
import { isStandalone, runtime } from '../support/program.ts';
import { openTerminal } from '../support/terminal.ts';
import { words } from '../support/thrown-by.ts';

interface Told {
  id: string;
  status: 'ok' | 'skipped' | 'warning' | 'error';
  message: string;
  remedy: string | null;
}

const SECRETS = /wJalrXUtnFEMI|AKIAIOSFODNN7|SessionSecret|SessionToken|hidden/;
const DAYS = 86_400_000;
const ESCAPE = '\x1b';

/** A machine on which all is well: keys made some weeks ago, and programs of its own on the PATH. */
async function machine({ env = {}, aws = {}, ...options }: LoginSetupOptions): Promise<LoginSetup> {
  const users = aws.users ?? [{ ...alice(), keyCreated: new Date(Date.now() - 41 * DAYS) }];
  const setup = await loginSetup({ ...options, aws: { ...aws, users } });
  const bin = join(setup.sandbox.home, 'bin');
  mkdirSync(bin);
  program(join(bin, 'aws'), 'echo aws-cli/2.31.13 Python/3.13.7');
  Object.assign(setup.env, { PATH: `${bin}:/usr/bin:/bin`, ...env });
  return setup;
}

/** Every file below a folder: its bytes, its rights, and when it was changed; folders, in which files are tried, without that. */
function snapshot(folder: string): string[] {
  return (
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .sort()
      // The lock of a dead run is taken over, as by everyone who takes a turn.
      .filter((name) => !name.endsWith('.aws-mfa.lock'))
      .map((name) => {
        const path = join(folder, name);
        const stat = lstatSync(path);
        const content = stat.isSymbolicLink()
          ? readlinkSync(path)
          : stat.isFile()
            ? readFileSync(path, 'latin1')
            : '';
        return JSON.stringify([name, stat.mode, stat.isDirectory() ? 0 : stat.mtimeMs, content]);
      })
  );
}

async function examine(setup: LoginSetup, args: string[] = []) {
  const before = snapshot(setup.sandbox.home);
  const [plain, json] = await Promise.all([
    setup.run(['doctor', ...args]),
    setup.run(['doctor', '--json', ...args]),
  ]);
  expect(snapshot(setup.sandbox.home)).toEqual(before);
  expect({ plain: plain.stderr, json: json.stderr }).toEqual({ plain: '', json: '' });
  expect(plain.code).toBe(json.code);
  expect(plain.stdout + json.stdout).not.toMatch(SECRETS);
  const told = JSON.parse(json.stdout) as Told[];
  expect([...new Set(told.map(({ id }) => id))].sort()).toEqual(Object.keys(CHECKS).sort());
  return { code: plain.code, lines: plain.stdout.trimEnd().split('\n'), told };
}

const inLine = ({ status, id, message, remedy }: Told) => `${status} ${id}: ${message} | ${remedy ?? ''}`;

test.each(AILMENTS.filter(([, { needsNode }]) => !(needsNode && isStandalone)))(
  '%s',
  async (_, { finds, args, prepare, ...options }) => {
    const setup = await machine(options);
    await prepare?.(setup);
    const { code, lines, told } = await examine(setup, args);
    const found = told.map(inLine);
    for (const line of finds) expect(found).toContainEqual(expect.stringMatching(words(line)));
    const expected = finds.filter(isAmiss);
    expect(found.filter(isAmiss)).toHaveLength(expected.length);
    expect(code).toBe(expected.some((line) => line.startsWith('error')) ? 1 : 0);
    for (const { status, message, remedy } of told) {
      if (status === 'ok' || status === 'skipped') continue;
      const at = lines.indexOf(`${status === 'error' ? '✗' : '!'} ${message}`);
      expect(at).not.toBe(-1);
      if (remedy) expect(lines[at + 1]).toBe(`  ${remedy.split('\n')[0] ?? ''}`);
    }
  },
);

function isAmiss(line: string): boolean {
  return /^(warning|error)/.test(line);
}

/** After a login, with a role that rests on the session. */
async function afterLogin(env: Record<string, string> = {}): Promise<LoginSetup> {
  const setup = await machine({ env: { TZ: 'UTC', ...env }, config: `${CONFIG}[profile prod]\n${ROLE}` });
  expect(await setup.run(['login', '--token', setup.aws.nextCode()])).toMatchObject({ code: 0 });
  return setup;
}

test('a machine on which all is well: a line a subject, and whose session it is', async () => {
  const { code, lines, told } = await examine(await afterLogin());
  expect(code).toBe(0);
  expect(told.filter(({ status }) => status !== 'ok')).toEqual([]);
  expect(
    lines.map((line) =>
      line.replace(/\d+\.\d+\.\d+\.\d+:\d+|\w{3} \d+ \w{3} \d{4}, \d\d:\d\d UTC \(11h \d\dm left\)/, '…'),
    ),
  ).toEqual([
    '✓ ~/.aws/credentials: found, private, every tool reads it the same way',
    '✓ ~/.aws/config: found, has no keys, every tool reads it the same way',
    '✓ base profile [default]: has the long-term access key …MPLE, region eu-west-1',
    '✓ MFA profile [mfa]: receives the session, nothing overrides it',
    `✓ MFA device: ${DEVICE} (mfa_serial of [default]), AWS recognizes it`,
    '✓ session in [mfa]: expires …, arn:aws:iam::123456789012:user/alice',
    '✓ role profiles: prod can use the session',
    '✓ environment: AWS_PROFILE is not set, no variable overrides the profiles',
    `✓ this machine: ${runtime}, aws-cli 2.31.13 (~/bin/aws)`,
    '✓ …: no proxy, reached, same time as this machine',
    '✓ access key of [default]: arn:aws:iam::123456789012:user/alice, created 41 days ago',
  ]);
});

test('AWS is asked these four things, and no code is in any of them', async () => {
  const { run, aws } = await afterLogin();
  const before = aws.requests.length;
  await run(['doctor']);
  const asked = aws.requests.slice(before);
  expect(asked.map(({ action }) => action ?? 'nothing').sort()).toEqual([
    'GetCallerIdentity',
    'GetCallerIdentity',
    'ListAccessKeys',
    'ListMFADevices',
    'nothing',
  ]);
  expect(asked.flatMap(({ params }) => Object.keys(params))).not.toContain('TokenCode');
});

test('commands of the profiles are not run, and nothing that is printed is taken for more than text', async () => {
  const mark = (home: string) => join(home, 'ran');
  const setup = await machine({ credentials: null });
  const commands = `credential_process = touch ${mark(setup.sandbox.home)}\nmfa_process = touch ${mark(setup.sandbox.home)}\n`;
  writeFileSync(setup.sandbox.configPath, CONFIG + commands);
  program(join(setup.sandbox.home, 'bin/aws'), `printf 'aws-cli/2.0.0${ESCAPE}[2J'`);
  const { lines } = await examine(setup);
  expect(lines.join('\n')).not.toContain(ESCAPE);
});

test.each<[how: string, options: Parameters<typeof startLoopbackProxy>[0], finds: string]>([
  ['lets us through', { login: 'alice:hidden' }, 'ok network: …through the proxy 127.0.0.1:…(HTTPS_PROXY)…'],
  [
    'wants another password',
    { login: 'alice:other' },
    'error sts: The proxy 127.0.0.1:…rejected the user name or the password (HTTP 407). | Correct them in HTTPS_PROXY…',
  ],
  [
    'lets nobody through',
    { mood: { status: 403 } },
    'error sts: The proxy 127.0.0.1:…does not allow connections to 127.0.0.1:…(HTTP 403). | …',
  ],
])('a proxy that %s', async (_, options, finds) => {
  const proxy = await startLoopbackProxy(options);
  const setup = await machine({ aws: { tls: true }, env: { HTTPS_PROXY: proxy.urlFor('alice', 'hidden') } });
  const { code, told } = await examine(setup);
  expect(told.map(inLine)).toContainEqual(expect.stringMatching(words(finds)));
  expect(code).toBe(finds.startsWith('ok') ? 0 : 1);
  expect(setup.aws.requests.length > 0).toBe(finds.startsWith('ok'));
});

test('a proxy for plain http that wants another password', async () => {
  const proxy = await startLoopbackProxy({ login: 'alice:other' });
  const { told } = await examine(await machine({ env: { HTTP_PROXY: proxy.urlFor('alice', 'hidden') } }));
  expect(told.map(inLine)).toContainEqual(
    expect.stringMatching(words('error sts: The proxy …rejected the user name or the password (HTTP 407)…')),
  );
});

async function onTerminal(setup: LoginSetup, env: Record<string, string> = {}) {
  const terminal = openTerminal(['doctor'], { env: { ...setup.env, ...env }, cols: 80, rows: 60 });
  const { code } = await terminal.exit;
  return { code, output: terminal.output(), screen: terminal.screen() };
}

test('80 columns: no line is broken by the terminal, no command by us; marks have their colors', async () => {
  const setup = await afterLogin({ AWS_DEFAULT_PROFILE: 'work', AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7HIDDEN' });
  writeFileSync(setup.sandbox.configPath, `${CONFIG}[profile prod]\n${ROLE}duration_seconds = 7200\n`);
  const { code, output, screen } = await onTerminal(setup);
  expect(code).toBe(1);
  const written = output.replace(/\x1b\[\d*m/g, '').split(/\r?\n/);
  expect(Math.max(...written.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(screen).toContain('aws-mfa login --profile ROLE --mfa-profile NAME');
  expect(screen).toMatch(/\(11h \d+m left\),\s+arn:aws:iam::123456789012:user\/alice\n/);
  expect(output).toContain(`${ESCAPE}[32m✓ ${ESCAPE}[39m`);
  expect(output).toContain(`${ESCAPE}[33m! ${ESCAPE}[39m`);
  expect(output).toContain(`${ESCAPE}[31m✗ ${ESCAPE}[39m`);
});

test('NO_COLOR', async () => {
  const { code, output } = await onTerminal(await machine({}), { NO_COLOR: '1' });
  expect(code).toBe(0);
  expect(output).toContain('• session in [mfa]: none yet; to log in: aws-mfa login');
  expect(output).not.toContain(`${ESCAPE}[3`);
});

test('Ctrl-C ends it while AWS is waited for', async () => {
  const setup = await machine({});
  setup.aws.next({ until: new Promise(() => undefined) }, Infinity);
  const terminal = openTerminal(['doctor'], { env: setup.env });
  await setup.aws.arrived(1);
  terminal.press('ctrl-c');
  expect(await terminal.exit).toEqual({ code: 130, signal: null });
  expect(terminal.screen()).toContain('✗ Canceled; nothing was written.');
});

test.each([
  [['doctor', '--profile', ''], '--profile is empty', 'omit it'],
  [['doctor', '--region', 'x'], '--region must be a region such as us-east-1.', ''],
  [['doctor', '--check'], '`aws-mfa doctor` has no option --check', 'aws-mfa status --check'],
  [['doctor', 'work'], 'Unexpected argument "work"', 'aws-mfa doctor --help'],
])('%j: exit code 252, and nothing is looked at', async (args, what, remedy) => {
  const { run, aws } = await machine({});
  const { code, stdout, stderr } = await run(args);
  expect({ code, stdout }).toEqual({ code: 252, stdout: '' });
  expect(stderr).toContain(what.replaceAll('`', ''));
  expect(stderr).toContain(remedy);
  expect(aws.connections()).toBe(0);
});

test('a mistake on the command line, in JSON', async () => {
  const { run } = await machine({});
  const { code, stdout } = await run(['doctor', '--json', '--profile', '']);
  expect(code).toBe(252);
  expect(JSON.parse(stdout)).toMatchObject({ error: { kind: 'usage' } });
});

test('--debug tells of the questions, on standard error', async () => {
  const { run } = await machine({});
  const { stderr } = await run(['doctor', '--debug']);
  expect(stderr).toMatch(/^GetCallerIdentity \(127\.0\.0\.1:\d+\): an answer after \d+ ms$/m);
  expect(stderr).not.toMatch(SECRETS);
});

test('the help fits a screen and ends with two examples', async () => {
  const { run } = await machine({});
  const { stdout } = await run(['doctor', '--help']);
  expect(stdout.split('\n').length).toBeLessThanOrEqual(24);
  expect(stdout.split('Examples:')[1]?.match(/^ {2}aws-mfa /gm)).toHaveLength(2);
});
