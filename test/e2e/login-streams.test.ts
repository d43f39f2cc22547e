/** Redirections and closed streams: the prompt finds the terminal, and a session that was paid for is written. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loginSetup, PROMPT, wrongCode, type LoginSetup } from '../support/login-setup.ts';
import { withStoredSession } from '../support/stored-session.ts';
import type { Terminal } from '../support/terminal.ts';

async function typeCode(terminal: Terminal, { aws }: LoginSetup): Promise<string> {
  await terminal.waitFor(PROMPT);
  const code = aws.nextCode();
  terminal.type(code);
  terminal.press('enter');
  return code;
}

test.each([
  ['standard input elsewhere', 'aws_mfa login </dev/null >out 2>err'],
  ['standard input a pipe', 'echo 111111 | aws_mfa login >out 2>err'],
  ['standard error in a file', 'aws_mfa login >out 2>err'],
  ['standard error a pipe', '{ aws_mfa login >out 2>&3 3>&- | cat; } 3>err'],
  ['standard input closed', 'aws_mfa login <&- >out 2>err'],
])('the prompt comes on the controlling terminal: %s', async (_, command) => {
  const setup = await loginSetup();
  const terminal = setup.openShell(`cd "$HOME"; ${command}; echo "exit $?"`);
  const code = await typeCode(terminal, setup);
  await terminal.exit;
  expect(terminal.screen()).toContain('exit 0');
  expect(terminal.screen()).not.toContain(code);
  expect(setup.sandbox.read()).toContain('[mfa]');
  const [out, err] = ['out', 'err'].map((file) => readFileSync(`${setup.sandbox.home}/${file}`, 'utf8'));
  expect(out).toMatch(/^✓ Session \[mfa\] expires at /);
  expect(err).not.toMatch(/MFA code|\x1b/);
});

test('a code that is refused there is asked for again there', async () => {
  const setup = await loginSetup();
  const terminal = setup.openShell('aws_mfa login </dev/null 2>/dev/null; echo "exit $?"');
  await terminal.waitFor(PROMPT);
  terminal.type(wrongCode(setup.aws));
  terminal.press('enter');
  await terminal.waitFor(/MFA code.*: •{6}[^]*MFA code.*: *$/);
  await typeCode(terminal, setup);
  await terminal.exit;
  expect(terminal.screen()).toContain('exit 0');
});

test('given up there: 130, said in the file, and the terminal as before', async () => {
  const setup = await loginSetup();
  const script =
    'b=$(stty -g); aws_mfa login </dev/null 2>err; echo "exit $?"; [ "$b" = "$(stty -g)" ] && echo same';
  const terminal = setup.openShell(`cd "$HOME"; ${script}`);
  await terminal.waitFor(PROMPT);
  terminal.type('7788');
  await terminal.waitFor(/MFA code.*: 7788/);
  terminal.press('ctrl-c');
  await terminal.exit;
  expect(terminal.screen()).toMatch(/exit 130\nsame$/);
  expect(terminal.screen()).not.toContain('7788');
  expect(readFileSync(`${setup.sandbox.home}/err`, 'utf8')).toContain('Canceled');
});

test('a result in a pipe is the result alone', async () => {
  const setup = await loginSetup();
  const terminal = setup.openShell('aws_mfa login | sed "s/^/piped: /"');
  await typeCode(terminal, setup);
  await terminal.exit;
  expect(terminal.screen().match(/^piped: .*/gm)).toHaveLength(2);
});

test.each([
  ['a reader that goes away', '| true'],
  ['a reader that wants nothing', '| head -c 0'],
  ['standard output closed', '>&-'],
  ['standard error closed', '2>&-'],
  ['standard error full', '2>/dev/full'],
  ['both closed', '>&- 2>&-'],
  ['all closed', '<&- >&- 2>&-'],
])('%s: no stack trace, and the session is in the file', async (_, redirection) => {
  const { runShell, sandbox, aws } = await loginSetup();
  const login = `aws_mfa login --token ${aws.nextCode()}`;
  const { stdout, stderr } = await runShell(
    `{ ${login}; echo "exit $?" >>"$HOME/code"; } ${redirection}; cat "$HOME/code"`,
  );
  expect(stdout).toMatch(/exit 0\n$/);
  expect(stderr).not.toMatch(/\n\s+at |Error|EPIPE|ENOSPC/);
  expect(sandbox.read()).toContain('[mfa]');
});

test.each(['login', 'login --json'])(
  '%s, standard output full: an error, and the session is kept',
  async (command) => {
    const { runShell, sandbox, aws } = await loginSetup();
    const script = `aws_mfa ${command} --token ${aws.nextCode()} >/dev/full; echo "exit $?"`;
    expect(await runShell(script)).toMatchObject({
      stdout: 'exit 255\n',
      stderr: expect.stringMatching(
        /^✗ The session in \[mfa\] is saved\. The result could not be written to standard output \(ENOSPC\)\.\n/m,
      ) as string,
    });
    expect(sandbox.read()).toContain('[mfa]');
  },
);

test.each([
  'status',
  'status --json',
  'status mfa',
  'completion bash',
  'doctor',
  'doctor --json',
  'export',
  'login --dry-run',
  'login --help',
  '--version',
])('%s: a full disk is an error, a closed pipe is none', async (command) => {
  const { runShell, sandbox } = await loginSetup({ credentials: withStoredSession(7200) });
  const before = sandbox.read();
  const script = `aws_mfa ${command} >/dev/full; echo "exit $?"`;
  expect(await runShell(script)).toMatchObject({
    stdout: 'exit 255\n',
    stderr: expect.stringMatching(/^✗ .*could not be written to standard output \(ENOSPC\)\.\n/m) as string,
  });
  const closed = `{ aws_mfa ${command}; echo $? >"$HOME/code"; } | head -c 0; cat "$HOME/code"`;
  const { stdout, stderr } = await runShell(closed);
  expect([0, command.startsWith('doctor') ? 1 : 0]).toContain(Number(stdout));
  expect(stderr).not.toContain('standard output');
  expect(sandbox.read()).toBe(before);
});

test.each([
  ['standard error closed', '2>&-'],
  ['standard output closed', '>&-'],
  ['a reader that goes away', '2>&1 | true'],
])('a failure keeps its exit code: %s', async (_, redirection) => {
  const { runShell } = await loginSetup();
  const { stdout } = await runShell(
    `{ aws_mfa login; echo "exit $?" >>"$HOME/code"; } ${redirection}; cat "$HOME/code"`,
  );
  expect(stdout).toMatch(/exit 252\n$/);
});
