/** The long-term keys come from a `credential_process`: none of them lies on the disk. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONFIG, DEVICE, loginSetup, type LoginSetup, PROMPT } from '../support/login-setup.ts';
import { isRunning } from '../support/is-running.ts';
import { programWords } from '../support/program.ts';

const KEYS = {
  Version: 1,
  AccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  SecretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** A base whose keys a script prints; it takes down how often it ran. */
async function setup(script: string, environment = {}): Promise<LoginSetup & { runs: () => string }> {
  const made = await loginSetup({ credentials: null, env: environment });
  const [path, log] = [join(made.sandbox.home, 'keys.sh'), join(made.sandbox.home, 'runs')];
  writeFileSync(path, `echo run >>${log}\n${script}\n`);
  writeFileSync(made.sandbox.configPath, `${CONFIG}credential_process = sh ${path}\n`);
  return { ...made, runs: () => (existsSync(log) ? readFileSync(log, 'utf8') : '') };
}

const print = (answer: object) => `echo '${JSON.stringify(answer)}'`;

describe('credential_process of the base', () => {
  it('is run once, and its keys ask for the session', async () => {
    const { run, runs, sandbox, aws } = await setup(print(KEYS));
    const { code, stdout, stderr } = await run(['login', '--token', aws.nextCode(), '--debug']);
    expect(code).toBe(0);
    expect(runs()).toBe('run\n');
    expect(sandbox.read()).toMatch(/^\[mfa\]\n[^]*x_source_profile = default\n$/);
    expect(stdout + stderr).not.toContain(KEYS.SecretAccessKey);
    expect(stderr).toContain('credential_process of [default] gave the access key …MPLE');
    expect(await run(['login'])).toMatchObject({ code: 0 });
    expect(runs()).toBe('run\n');
  });

  it('is run ahead of the prompt, so that no code is asked for in vain', async () => {
    const { open, runs } = await setup('exit 1');
    const terminal = open(['login']);
    expect(await terminal.exit).toEqual({ code: 253, signal: null });
    expect(terminal.screen()).not.toMatch(PROMPT);
    expect(runs()).toBe('run\n');
  });

  it.each([
    ['fails', 'echo sesame >&2; exit 4', 'credential_process of [default] failed.'],
    ['prints no JSON', 'echo sesame', 'printed something other than JSON'],
    ['prints nothing', 'true', 'printed something other than JSON'],
    ['is of another version', print({ ...KEYS, Version: 2 }), 'printed a Version other than 1'],
    [
      'has half a key',
      print({ Version: 1, AccessKeyId: 'AKIAX' }),
      'printed no AccessKeyId or no SecretAccessKey',
    ],
    [
      'has numbers for keys',
      print({ ...KEYS, AccessKeyId: 1234567890123456 }),
      'printed a malformed AccessKeyId or SecretAccessKey',
    ],
    [
      'has a list for a key',
      print({ ...KEYS, SecretAccessKey: ['sesame'] }),
      'printed a malformed AccessKeyId or SecretAccessKey',
    ],
    [
      'has an empty key',
      print({ ...KEYS, AccessKeyId: '' }),
      'printed a malformed AccessKeyId or SecretAccessKey',
    ],
    [
      'has a line break in a key',
      print({ ...KEYS, AccessKeyId: 'AKIA\\nX' }),
      'printed a malformed AccessKeyId or SecretAccessKey',
    ],
    ['has expired', print({ ...KEYS, Expiration: '2020-01-01T00:00:00Z' }), 'printed expired credentials'],
    [
      'gives a session',
      print({ ...KEYS, SessionToken: 'sesame' }),
      'gives temporary credentials, but an MFA session needs a long-term access key.',
    ],
  ])('one that %s', async (_, script, message) => {
    const { run, aws, sandbox } = await setup(script);
    const { code, stdout, stderr } = await run(['login', '--token', aws.nextCode(), '--debug']);
    expect(code).toBe(253);
    expect(stderr).toContain(message);
    expect(stdout + stderr).not.toMatch(/sesame|bPxRfiCY/);
    expect(aws.requests).toHaveLength(0);
    expect(existsSync(sandbox.credentialsPath)).toBe(false);
  });

  it.each([
    ['my base', 'credentials', '[my base]'],
    ['my base', 'config', '[profile "my base"]'],
    ['営業', 'config', '[profile 営業]'],
    ['a.b', 'config', '[profile a.b]'],
  ] as const)('of a base called "%s", in the %s file', async (name, file, header) => {
    const { run, sandbox, aws, runs } = await setup(print(KEYS));
    const setting = readFileSync(sandbox.configPath, 'utf8').match(/^credential_process.*$/m)?.[0] ?? '';
    const path = file === 'config' ? sandbox.configPath : sandbox.credentialsPath;
    writeFileSync(sandbox.configPath, '');
    writeFileSync(path, `${header}\n${setting}\nmfa_serial = ${DEVICE}\n`);
    const args = ['login', '--profile', name, '--token', aws.nextCode()];
    expect(await run(args)).toMatchObject({ code: 0 });
    expect(runs()).toBe('run\n');
    expect(sandbox.read()).toContain(`x_source_profile = ${name}\n`);
  });

  it('in two lines, the second indented: one command line, as the AWS CLI reads it', async () => {
    const { run, sandbox, aws, runs } = await setup(print(KEYS));
    const config = readFileSync(sandbox.configPath, 'utf8').replace('= sh ', '= sh\n  ');
    writeFileSync(sandbox.configPath, config);
    expect(await run(['login', '--token', aws.nextCode()])).toMatchObject({ code: 0 });
    expect(runs()).toBe('run\n');
  });

  it('one that runs us again is caught at once', async () => {
    const { run, runs } = await setup(`${programWords} login --token 123456`);
    const { code, stderr } = await run(['login', '--token', '123456']);
    expect(code).toBe(253);
    expect(stderr).toContain('credential_process of [default] runs aws-mfa, which would run it again');
    expect(runs()).toBe('run\n');
  });

  it('inside a command of ours it is refused in so many words', async () => {
    const { run, runs } = await setup(print(KEYS), { AWS_MFA_NESTED: '1' });
    const { code, stderr } = await run(['login', '--token', '123456']);
    expect(code).toBe(253);
    expect(stderr).toContain('credential_process of [default] runs aws-mfa, which would run it again.');
    expect(runs()).toBe('');
  });

  it('Ctrl-C while it runs', async () => {
    const { open } = await setup('echo waiting >/dev/tty; sleep 60');
    const terminal = open(['login']);
    await terminal.waitFor('waiting');
    terminal.press('ctrl-c');
    expect(await terminal.exit).toEqual({ code: 130, signal: null });
  });

  it('is over when it has ended, even if a process that it left in the background holds its output', async () => {
    const { run, aws, sandbox } = await setup(`sleep 300 & echo $! >"$HOME/pid"\n${print(KEYS)}`);
    const { code } = await run(['login', '--token', aws.nextCode()]);
    const pid = readFileSync(join(sandbox.home, 'pid'), 'utf8').trim();
    const wasRunning = isRunning(pid);
    process.kill(Number(pid));
    expect([code, wasRunning]).toEqual([0, true]);
  });

  it('nothing of it is left where we are ended', async () => {
    const { start, sandbox } = await setup(
      'echo $$ >"$HOME/pids"; sh -c \'echo $$ >>"$HOME/pids"; sleep 60; true\'; true',
    );
    const { child, result } = start(['login', '--token', '123456']);
    const path = join(sandbox.home, 'pids');
    const pids = () => (existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : []);
    await expect.poll(() => pids().length, { timeout: 10_000 }).toBe(2);
    child.kill('SIGTERM');
    expect(await result).toMatchObject({ code: 143 });
    await expect.poll(() => pids().filter(isRunning), { timeout: 10_000 }).toEqual([]);
  });
});

it('a profile whose process is our own export stands for the session that it hands out', async () => {
  const config = `${CONFIG}[profile live]\ncredential_process = aws-mfa export --profile default\n`;
  const { run, aws, sandbox } = await loginSetup({ config });
  const env = { AWS_PROFILE: 'live' };
  expect(await run(['login', '--token', aws.nextCode()], { env })).toMatchObject({ code: 0 });
  expect(sandbox.read()).toMatch(/^\[mfa\]\n[^]*^x_source_profile = default$/m);
  const { code, stdout } = await run(['exec', '--', 'printenv', 'AWS_SESSION_TOKEN'], { env });
  expect([code, stdout.length > 50]).toEqual([0, true]);
});
