/** The code comes from a command: a password manager, a hardware key. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loginSetup, PROMPT } from '../support/login-setup.ts';
import { programWords } from '../support/program.ts';
import type { Sandbox } from '../support/sandbox.ts';

/** As if the session had been made a minute ago: the device shows another code by now. */
function makeOlder({ read, credentialsPath }: Sandbox): void {
  const minuteAgo = new Date(Date.now() - 60_000).toISOString();
  writeFileSync(credentialsPath, read().replace(/(x_token_issue_time = ).*/, `$1${minuteAgo}`));
}

describe('--token-command', () => {
  it('gets the code, also where nobody can be asked', async () => {
    const { run, sandbox, aws } = await loginSetup();
    const command = `echo ${aws.nextCode()}`;
    const { code, stdout } = await run(['login', '--no-input', '--token-command', command]);
    expect(code).toBe(0);
    expect(stdout).toContain('✓ Session [mfa] expires at');
    expect(sandbox.read()).toContain('aws_session_token');
  });

  it('is not run while the session is good', async () => {
    const { run, sandbox, aws } = await loginSetup();
    await run(['login', '--token', aws.nextCode()]);
    const mark = join(sandbox.home, 'mark');
    const again = await run(['login', '--token-command', `touch ${mark}; echo ${aws.nextCode()}`]);
    expect(again.stdout).toContain('No code is needed.');
    expect(existsSync(mark)).toBe(false);
    makeOlder(sandbox);
    const late = await run([
      'login',
      '--min-remaining',
      '13h',
      '--token-command',
      `touch ${mark}; echo ${aws.nextCode()}`,
    ]);
    expect(late.stdout).toContain('expires at');
    expect(existsSync(mark)).toBe(true);
  });

  it.each([
    ['fails', 'echo sesame; exit 7', 253, 'The command in --token-command (echo …) failed with exit code 7.'],
    ['is not found', 'no-such-program-anywhere', 253, 'was not found by the shell (exit code 127)'],
    ['prints nothing', 'true', 252, 'The command in --token-command (true …) printed nothing.'],
    ['prints no code', 'echo sesame', 252, 'did not print a code'],
  ])('one that %s', async (_, command, exitCode, message) => {
    const { run, sandbox, aws } = await loginSetup();
    const before = sandbox.read();
    const { code, stdout, stderr } = await run(['login', '--token-command', command, '--debug']);
    expect(code).toBe(exitCode);
    expect(stderr).toContain(message);
    expect(stdout + stderr).not.toContain('sesame');
    expect(sandbox.read()).toBe(before);
    expect(aws.requests).toHaveLength(0);
  });

  it('a code that AWS refuses ends it: there is nobody to ask', async () => {
    const { run, aws } = await loginSetup();
    const { code, stderr } = await run(['login', '--token-command', 'echo 000000']);
    expect(code).toBe(254);
    expect(stderr).toContain('AWS rejected the code');
    expect(aws.requests).toHaveLength(1);
  });

  it('that brings a code of its own to another login is caught, too, and asks AWS nothing', async () => {
    const { run, aws } = await loginSetup();
    const own = `${programWords} login --token ${aws.nextCode()}`;
    const { code, stderr } = await run(['login', '--token-command', own]);
    expect(code).toBe(253);
    expect(stderr).toContain('A command that aws-mfa runs has started aws-mfa, which would run it again.');
    expect(aws.requests).toHaveLength(0);
  });

  it('beside --token is refused', async () => {
    const { run } = await loginSetup();
    const { code, stderr } = await run(['login', '--token', '123456', '--token-command', 'echo 654321']);
    expect(code).toBe(252);
    expect(stderr).not.toMatch(/123456|654321/);
  });

  it('has the terminal for its questions', async () => {
    const { open, aws, sandbox } = await loginSetup();
    const script = join(sandbox.home, 'ask.sh');
    writeFileSync(script, 'printf "Touch your key: " >&2; read -r answer; echo "$answer"\n');
    const terminal = open(['login', '--token-command', `sh ${script}`]);
    await terminal.waitFor('Touch your key:');
    terminal.type(aws.nextCode());
    terminal.press('enter');
    await terminal.waitFor('expires at');
    expect(await terminal.exit).toEqual({ code: 0, signal: null });
  });

  it('Ctrl-C ends it and us', async () => {
    const { open, sandbox } = await loginSetup();
    const before = sandbox.read();
    const terminal = open(['login', '--token-command', 'echo waiting >&2; sleep 600']);
    await terminal.waitFor('waiting');
    terminal.press('ctrl-c');
    expect(await terminal.exit).toEqual({ code: 130, signal: null });
    expect(sandbox.read()).toBe(before);
  });
});

describe('mfa_process', () => {
  it('of the base gets the code, ahead of the prompt', async () => {
    const { open, sandbox, aws } = await loginSetup();
    appendFileSync(sandbox.configPath, `mfa_process = echo ${aws.nextCode()}\n`);
    const terminal = open(['login']);
    await terminal.waitFor('expires at');
    expect(terminal.screen()).not.toMatch(PROMPT);
    expect(await terminal.exit).toEqual({ code: 0, signal: null });
  });

  // The failing command is first: after a code of a command, the next run waits for the device's next code.
  it('comes behind AWS_MFA_TOKEN and the flags', async () => {
    const { run, sandbox, aws } = await loginSetup();
    appendFileSync(sandbox.configPath, 'mfa_process = exit 1\n');
    const alone = await run(['login']);
    expect(alone.code).toBe(253);
    expect(alone.stderr).toContain(
      'The command in mfa_process of [default] (exit …) failed with exit code 1.',
    );
    expect(await run(['login', '--token', aws.nextCode()])).toHaveProperty('code', 0);
    const env = { AWS_MFA_TOKEN: aws.nextCode() };
    expect(await run(['login', '--force'], { env })).toHaveProperty('code', 0);
    makeOlder(sandbox);
    expect(await run(['login', '--force', '--token-command', `echo ${aws.nextCode()}`])).toHaveProperty(
      'code',
      0,
    );
  });

  it('that runs us again is caught at once', async () => {
    const { run, sandbox } = await loginSetup();
    const log = join(sandbox.home, 'runs');
    const own = `echo run >>${log}; ${programWords} login --force`;
    appendFileSync(sandbox.configPath, `mfa_process = ${own}\n`);
    const { code, stderr } = await run(['login']);
    expect(code).toBe(253);
    expect(stderr).toContain('runs aws-mfa, which would run it again.');
    expect(readFileSync(log, 'utf8')).toBe('run\n');
  });
});
