/** `aws-mfa exec`: the command runs as if it had been run directly, and with the session. */
import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONFIG, CREDENTIALS, loginSetup } from '../support/login-setup.ts';
import { programWords } from '../support/program.ts';
import { withStoredSession } from '../support/stored-session.ts';

const VALID = withStoredSession(3600);
const ROLE_PROFILE =
  '[profile admin]\nrole_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = mfa\n';

const isThere = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

describe('streams and exit codes', () => {
  it('its input, its output and its errors are its own, to the byte', async () => {
    const { run } = await loginSetup({ credentials: VALID });
    const stdin = Buffer.from([0, 255, 10, 13, 128]);
    const { code, stdout, stderr } = await run(
      ['exec', '--', 'sh', '-c', 'od -An -tx1; echo oops >&2; exit 3'],
      { stdin },
    );
    expect([code, stdout, stderr]).toEqual([3, ' 00 ff 0a 0d 80\n', 'oops\n']);
  });

  it('a code on standard input is ours, and what comes later the command’s', async () => {
    const { start, aws } = await loginSetup();
    const { child, result } = start(['exec', '--token', '-', '--', 'sh', '-c', 'echo ready; cat'], {
      stdin: `${aws.nextCode()}\n`,
      keepStdinOpen: true,
    });
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    child.stdin?.end('data');
    expect(await result).toMatchObject({ code: 0, stdout: 'ready\ndata' });
  });

  it('a code with something behind it is refused: the command would not get that', async () => {
    const { run, aws, sandbox } = await loginSetup();
    const stdin = `${aws.nextCode()}\ndata`;
    const { code, stdout, stderr } = await run(['exec', '--token', '-', '--', 'cat'], { stdin });
    expect([code, stdout, aws.requests]).toEqual([125, '', []]);
    expect(stderr).toMatch(
      /^✗ Standard input holds more than the code, and the command would not receive the rest\./,
    );
    expect(sandbox.read()).toBe(CREDENTIALS);
  });

  it.each<[what: string, args: string[], code: number, stderr: RegExp]>([
    ['0', ['--', 'true'], 0, /^$/],
    ['255', ['--', 'sh', '-c', 'exit 255'], 255, /^$/],
    ['a signal', ['--', 'sh', '-c', 'kill -KILL $$'], 137, /^$/],
    [
      'not found',
      ['--', 'no-such-command'],
      127,
      /^✗ Command not found in PATH: no-such-command\.\n {2}Check/,
    ],
    [
      'not executable',
      ['--', '/etc/passwd'],
      126,
      /^✗ \/etc\/passwd cannot be run: it is not executable, or it is a folder\./,
    ],
    ['an option that there is not', ['--tokn', '--', 'true'], 125, /^✗ Unknown option --tokn\./],
    ['no command', [], 125, /^✗ No command was given\./],
    ['no command behind --', ['--'], 125, /^✗ No command was given\./],
    ['a profile that does not exist', ['work', '--', 'true'], 125, /There is no profile "work"/],
    ['no such profile', ['--profile', 'nosuch', '--', 'true'], 125, /There is no profile "nosuch"/],
    ['no code and nobody to ask', ['--force', '--', 'true'], 125, /aws-mfa cannot prompt for it/],
    ['a wrong code', ['--token', '000000', '--', 'true'], 125, /AWS rejected the code/],
    ['a code in its place', ['--', '918273'], 125, /^✗ The command looks like an MFA code\./],
  ])('%s', async (_, args, code, stderr) => {
    const { run, sandbox } = await loginSetup({ credentials: VALID });
    const result = await run(['exec', ...args]);
    expect([result.code, result.stdout]).toEqual([code, '']);
    expect(result.stderr).toMatch(stderr);
    expect(result.stderr).not.toMatch(/918273|000000/);
    expect(sandbox.read()).toBe(VALID);
  });

  it.each([
    ['without --', ['exec', 'sh', '-c', 'echo "$@"', 'sh', '--debug', '--profile', 'x']],
    ['with --', ['exec', '--', 'sh', '-c', 'echo "$@"', 'sh', '--debug', '--profile', 'x']],
    [
      'with options ahead',
      [
        '--profile',
        'default',
        'exec',
        '--no-input',
        '--',
        'sh',
        '-c',
        'echo "$@"',
        'sh',
        '--debug',
        '--profile',
        'x',
      ],
    ],
  ])('what stands behind the command is its own, %s', async (_, args) => {
    const { run } = await loginSetup({ credentials: VALID });
    const { code, stdout, stderr } = await run(args);
    expect([code, stdout, stderr]).toEqual([0, '--debug --profile x\n', '']);
  });

  it.each(['bash', 'zsh'].filter(isThere))('what %s puts in the place of a file arrives', async (shell) => {
    const { env } = await loginSetup({ credentials: VALID });
    const script = `${programWords} exec -- cat <(echo one) <(echo two)`;
    const { stdout, stderr } = spawnSync(shell, ['-c', script], { env, encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['one\ntwo\n', '']);
  });

  it.each([
    ['with --', ['exec', '--', 'aws', '--json', '--debug']],
    ['without --', ['exec', 'aws', '--json', '--debug']],
  ])(
    '--json and --debug of the command are no business of ours, when we fail either, %s',
    async (_, args) => {
      const { run } = await loginSetup();
      const { stdout, stderr } = await run(args);
      expect([stdout, stderr.split('\n').length]).toEqual(['', 3]);
      expect(stderr).toMatch(/^✗ An MFA code is needed/);
    },
  );
});

describe('the environment', () => {
  const show = ['exec', '--', 'sh', '-c', 'env | grep -E "^AWS" | sort'];

  it('holds the session and its region, and nothing that would win over it', async () => {
    const { run, env } = await loginSetup({ credentials: VALID });
    const { stdout } = await run(show, {
      env: {
        AWS_PROFILE: 'mfa',
        AWS_MFA_TOKEN: '123456',
        AWS_ACCESS_KEY_ID: 'AKIAOLD',
        AWS_SECURITY_TOKEN: 'old',
      },
    });
    const names = Object.keys(env).filter((name) => name.startsWith('AWS'));
    expect(
      stdout
        .trim()
        .split('\n')
        .filter((line) => !names.includes(line.split('=')[0] ?? '')),
    ).toEqual([
      'AWS_ACCESS_KEY_ID=ASIASTOREDEXAMPLE',
      expect.stringMatching(/^AWS_CREDENTIAL_EXPIRATION=.*\+00:00$/),
      'AWS_DEFAULT_REGION=eu-west-1',
      'AWS_REGION=eu-west-1',
      'AWS_SECRET_ACCESS_KEY=stored/secret',
      'AWS_SESSION_TOKEN=stored/token+==',
    ]);
  });

  it('has nothing of what a renewal sets for itself', async () => {
    const { run, aws } = await loginSetup();
    const { stdout } = await run(['exec', '--token', aws.nextCode(), '--', 'env']);
    expect(stdout).toContain('AWS_SESSION_TOKEN=');
    expect(stdout).not.toMatch(/AWS_MFA_NESTED|NODE_VERSION_SUPPORT/);
  });

  it.each<[how: string, args: string[], env: Record<string, string>]>([
    ['--profile', ['--profile', 'admin'], {}],
    ['AWS_PROFILE', [], { AWS_PROFILE: 'admin' }],
  ])('with a role profile, by %s: that stays selected, and there are no keys', async (_, options, env) => {
    const { run } = await loginSetup({ credentials: VALID, config: CONFIG + ROLE_PROFILE });
    const [, ...rest] = show;
    const { stdout } = await run(['exec', ...options, ...rest], {
      env: { ...env, AWS_ACCESS_KEY_ID: 'AKIAOLD' },
    });
    expect(stdout).toContain('AWS_PROFILE=admin\n');
    expect(stdout).not.toMatch(/AWS_(ACCESS|SECRET|SESSION|REGION)/);
  });

  it('with a role profile, the session it rests on is renewed in the file', async () => {
    const { run, aws, sandbox } = await loginSetup({
      credentials: withStoredSession(-10),
      config: CONFIG + ROLE_PROFILE,
    });
    const { code } = await run(['exec', '--token', aws.nextCode(), '--', 'true'], {
      env: { AWS_PROFILE: 'admin' },
    });
    expect(code).toBe(0);
    expect(sandbox.read()).not.toContain('stored/secret');
  });

  it('--no-write: the session is the command’s alone, on a folder that cannot be written', async () => {
    const { run, aws, sandbox } = await loginSetup();
    chmodSync(join(sandbox.home, '.aws'), 0o500);
    const script = 'echo "$AWS_SESSION_TOKEN"';
    const { code, stdout } = await run([
      'exec',
      '--no-write',
      '--token',
      aws.nextCode(),
      '--',
      'sh',
      '-c',
      script,
    ]);
    expect([code, stdout.length > 50]).toEqual([0, true]);
    expect(sandbox.read()).toBe(CREDENTIALS);
    expect(sandbox.leftovers()).toEqual([]);
  });
});

it('a command inside a command: the session of the outer one is no base, and does no harm', async () => {
  const { run } = await loginSetup({ credentials: VALID });
  const inner = `${programWords} exec -- printenv AWS_SECRET_ACCESS_KEY`;
  const { code, stdout, stderr } = await run(['exec', '--', 'sh', '-c', inner]);
  expect([code, stdout, stderr]).toEqual([0, 'stored/secret\n', '']);
});
