/** `aws-mfa export`: what real shells and SDKs make of it. */
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CONFIG, CREDENTIALS, loginSetup, PROMPT } from '../support/login-setup.ts';
import { role } from '../support/aws/roles.ts';
import { programWords as command } from '../support/program.ts';
import { withStoredSession, type StoredKeys } from '../support/stored-session.ts';

const HOUR = 3600;

/** Keys that compatible servers could give; our own check at the border lets through nothing but visible ASCII. */
const NASTY: [what: string, keys: StoredKeys][] = [
  [
    'of AWS',
    { secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', sessionToken: 'IQoJb3JpZ2lu//+==' },
  ],
  ['full of quotes', { secretAccessKey: `a'b"c'"'`, sessionToken: `x''y""` }],
  ['full of dollars', { secretAccessKey: '$HOME$(id)${PATH}$$', sessionToken: '$1$@`id`' }],
  ['full of backslashes', { secretAccessKey: 'a\\n\\\\b\\', sessionToken: 'a\\"b\\$c\\' }],
  ['full of everything else', { secretAccessKey: '!a*?[b]{c,d}~e^f&g|h;i<j>k(l)#m', sessionToken: '~!%a=b' }],
];

const SHELLS: [shell: string, flags: string[], format: string, load: (text: string) => string][] = [
  ['dash', [], 'env', (text) => `eval "$(${text})"`],
  ['bash', ['--norc'], 'env', (text) => `eval "$(${text})"`],
  ['zsh', ['-f'], 'env', (text) => `eval "$(${text})"`],
  ['bash', ['--norc'], 'env-no-export', (text) => `set -a; eval "$(${text})"`],
  ['fish', ['--no-config'], 'fish', (text) => `${text} | source`],
];

describe.each(SHELLS)('%s %j, --format %s', (shell, flags, format, load) => {
  const isThere = spawnSync(shell, ['-c', 'true']).status === 0;

  it.skipIf(!isThere).each(NASTY)('keys %s arrive as they are', async (_, keys) => {
    const { env } = await loginSetup({ credentials: withStoredSession(HOUR, keys) });
    const script = `${load(`${command} export --format ${format}`)}\n${command} export --help >/dev/null; env`;
    const { stdout, stderr } = spawnSync(shell, [...flags, '-c', script], { env, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout.split('\n')).toEqual(
      expect.arrayContaining([
        'AWS_ACCESS_KEY_ID=ASIASTOREDEXAMPLE',
        `AWS_SECRET_ACCESS_KEY=${keys.secretAccessKey ?? ''}`,
        `AWS_SESSION_TOKEN=${keys.sessionToken ?? ''}`,
        expect.stringMatching(/^AWS_CREDENTIAL_EXPIRATION=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/),
      ]),
    );
  });
});

describe('--format process', () => {
  it('is what the SDK reads by credential_process, expiry and all', async () => {
    const config = `${CONFIG}[profile live]\ncredential_process = ${command} export --format process --profile default\n`;
    const { sandbox, env } = await loginSetup({ credentials: withStoredSession(HOUR), config });
    const script = `
      const { fromProcess } = require('@aws-sdk/credential-provider-process');
      fromProcess({ profile: 'live' })().then((keys) => console.log(JSON.stringify(keys)));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
      env: { ...env, HOME: sandbox.home },
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const keys = JSON.parse(stdout) as { secretAccessKey: string; expiration: string };
    expect(keys).toMatchObject({ secretAccessKey: 'stored/secret', sessionToken: 'stored/token+==' });
    expect(new Date(keys.expiration).getTime()).toBeGreaterThan(Date.now());
  });

  it('never asks, not even with a terminal; one line says what to do, at once', async () => {
    const { open, sandbox } = await loginSetup();
    const terminal = open(['export']);
    expect(await terminal.exit).toEqual({ code: 252, signal: null });
    expect(terminal.screen()).toBe('✗ There is no MFA session in [mfa]. In a terminal, run: aws-mfa login');
    expect(sandbox.read()).toBe(CREDENTIALS);
  });

  it.each<[args: string[], env: Record<string, string>]>([
    [[], {}],
    [['--mfa-profile', 'own'], {}],
    [['--profile', 'default'], { AWS_PROFILE: 'work' }],
    [['--profile', 'admin', '--mfa-profile', 'admin-session'], {}],
    [['--role-arn', role('Ops').arn, '--mfa-profile', 'ops-session'], {}],
  ])('what it says is to be typed can be typed, and serves: %j %j', async (args, env) => {
    const { aws, run } = await loginSetup({
      credentials: `${CREDENTIALS}[work]\naws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key = s\n`,
      config: `${CONFIG}[profile admin]\nrole_arn = ${role('Admin').arn}\nsource_profile = default\n`,
      aws: { roles: [role('Admin'), role('Ops')] },
    });
    const [, typed = ''] =
      /: aws-mfa (login.*)\n$/.exec((await run(['export', ...args], { env })).stderr) ?? [];
    const login = await run([...typed.split(' '), '--token', aws.nextCode()], { env });
    expect(login).toMatchObject({ code: 0 });
    expect(await run(['export', ...args], { env })).toMatchObject({ code: 0, stderr: '' });
  });

  it('asks with --prompt, on the terminal itself: what SDKs swallow are the streams', async () => {
    const { aws, openShell, sandbox } = await loginSetup();
    const terminal = openShell(
      'aws_mfa export --prompt >"$HOME/out" 2>"$HOME/err" </dev/null; echo "exit $?"',
    );
    await terminal.waitFor(PROMPT);
    terminal.type(`${aws.nextCode()}\r`);
    await terminal.waitFor('exit 0');
    const { stdout } = spawnSync('cat', [`${sandbox.home}/out`], { encoding: 'utf8' });
    expect(JSON.parse(stdout)).toMatchObject({ Version: 1 });
  });

  it('several that start at once, without a terminal: each the stored session, none a code', async () => {
    const { aws, run } = await loginSetup({ credentials: withStoredSession(HOUR) });
    const runs = await Promise.all([1, 2, 3, 4].map(() => run(['export'])));
    expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(1);
    expect(aws.requests).toEqual([]);
  });

  it('several that renew at once with one and the same code: each gets the session that it buys', async () => {
    const config = `${CONFIG}mfa_process = echo 246810\n`;
    const { aws, run } = await loginSetup({ credentials: withStoredSession(-10), config });
    aws.acceptCodes('246810');
    const runs = await Promise.all([1, 2, 3, 4].map(() => run(['export'])));
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(new Set(runs.map(({ stdout }) => stdout)).size).toBe(1);
  });

  it('renews by itself in good time, where the base has a command for the code', async () => {
    const config = `${CONFIG}mfa_process = echo 246810\n`;
    const { aws, run } = await loginSetup({ credentials: withStoredSession(14 * 60), config });
    aws.acceptCodes('246810');
    const { code, stdout } = await run(['export']);
    expect([code, stdout.includes('stored/secret')]).toEqual([0, false]);
    expect(aws.requests).toHaveLength(1);
  });
});

describe('--no-write', () => {
  it('leaves nothing on disk, on one that cannot be written either', async () => {
    const { aws, run, sandbox } = await loginSetup();
    chmodSync(`${sandbox.home}/.aws`, 0o500);
    const { code, stdout, stderr } = await run(['export', '--no-write', '--token', aws.nextCode()]);
    expect([code, stderr]).toEqual([0, '• Got a new session for [default], 11h 59m left.\n']);
    expect(JSON.parse(stdout)).toMatchObject({ Version: 1 });
    expect(sandbox.read()).toBe(CREDENTIALS);
    expect(sandbox.leftovers()).toEqual([]);
  });

  it('of a role, which needs no section then', async () => {
    const { aws, run } = await loginSetup({ aws: { roles: [role('Admin')] } });
    const arn = 'arn:aws:iam::123456789012:role/Admin';
    const args = ['export', '--no-write', '--role-arn', arn, '--token', aws.nextCode()];
    expect(await run(args)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('Got a new session for [default], 59m left') as string,
    });
    expect(aws.requests).toMatchObject([{ params: { RoleArn: arn } }]);
  });

  it('says at the prompt that the session is written nowhere', async () => {
    const { open } = await loginSetup();
    const terminal = open(['export', '--format', 'env', '--no-write']);
    await terminal.waitFor('MFA code for alice');
    terminal.press('ctrl-c');
    expect(await terminal.exit).toEqual({ code: 130, signal: null });
  });
});

it('a terminal on standard output gets a line of caution, elsewhere', async () => {
  const { openShell } = await loginSetup({ credentials: withStoredSession(HOUR) });
  const terminal = openShell('aws_mfa export --format env 2>"$HOME/err"; cat "$HOME/err"');
  await terminal.exit;
  expect(terminal.screen()).toMatch(/^export AWS_ACCESS_KEY_ID=[^]*^! Secret keys follow/m);
});

it.each<[what: string, redirection: string, code: number]>([
  ['a full disk', '>/dev/full', 255],
  ['a stream that is not open for writing', '1</dev/null', 255],
  ['a reader that goes away', '| true', 0],
])('%s', async (_, redirection, code) => {
  const { runShell, sandbox } = await loginSetup({ credentials: withStoredSession(HOUR) });
  await runShell(`{ aws_mfa export; echo $? >"$HOME/code"; } ${redirection}`);
  expect(readFileSync(`${sandbox.home}/code`, 'utf8')).toBe(`${code}\n`);
});

describe('what goes wrong prints nothing, and leaves the files as they are', () => {
  it.each<[args: string[], code: number, said: RegExp]>([
    [['--format', 'fsh'], 252, /Unknown format in --format\.\n {2}Did you mean fish\?/],
    [['--prompt', '--no-input'], 252, /cannot be combined/],
    [['--format', 'env', '--no-input'], 252, /An MFA code is needed/],
    [['--format', 'env'], 252, /there is no terminal/],
    [['--profile', 'nosuch'], 253, /There is no profile "nosuch"/],
    [['--token', '000000'], 254, /AWS rejected the code/],
    [['process'], 253, /There is no profile "process"/],
  ])('%j → %i', async (args, code, said) => {
    const { run, sandbox } = await loginSetup();
    const result = await run(['export', ...args]);
    expect([result.code, result.stdout]).toEqual([code, '']);
    expect(result.stderr).toMatch(said);
    expect(sandbox.read()).toBe(CREDENTIALS);
    expect(sandbox.leftovers()).toEqual([]);
  });
});
