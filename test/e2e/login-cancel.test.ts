/** Giving up, and being stopped: the exit code says so, the file is whole, the terminal as it was. */
import { expect, test } from 'vitest';
import { CONFIG, CREDENTIALS, loginSetup, PROMPT, type LoginSetup } from '../support/login-setup.ts';
import { program } from '../support/program.ts';
import type { Key, Terminal } from '../support/terminal.ts';

function expectNothingDone({ sandbox, aws }: LoginSetup): void {
  expect(sandbox.read()).toBe(CREDENTIALS);
  expect(sandbox.leftovers()).toEqual([]);
  expect(aws.requests).toEqual([]);
}

test.each<[Key]>([['ctrl-c'], ['ctrl-d']])('%s at the prompt: 130, nothing written', async (key) => {
  const setup = await loginSetup();
  const terminal = setup.open(['login']);
  await terminal.waitFor(PROMPT);
  terminal.press(key);
  expect(await terminal.exit).toEqual({ code: 130, signal: null });
  expect(terminal.screen()).toContain('✗ Canceled; nothing was written.');
  expectNothingDone(setup);
});

test.each<[Key]>([['ctrl-c'], ['ctrl-d']])(
  '%s after four digits: none of them stays on the screen',
  async (key) => {
    const setup = await loginSetup();
    const terminal = setup.open(['login']);
    await terminal.waitFor(PROMPT);
    terminal.type('7788');
    await terminal.waitFor(/MFA code.*: 7788/);
    terminal.press(key);
    expect((await terminal.exit).code).toBe(130);
    expect(terminal.screen()).toBe('✗ Canceled; nothing was written.');
    expectNothingDone(setup);
  },
);

test.each<[Key]>([['ctrl-c'], ['ctrl-d']])('%s at the question for the base: 130', async (key) => {
  const credentials = CREDENTIALS.replace('default', 'work');
  const config = CONFIG.replace('default', 'profile work');
  const { open, sandbox } = await loginSetup({ credentials, config });
  const terminal = open(['login']);
  await terminal.waitFor('"work"?');
  terminal.press(key);
  expect(await terminal.exit).toEqual({ code: 130, signal: null });
  expect(sandbox.read()).toBe(credentials);
});

/** Tells its process id, becomes `aws-mfa login`, and compares the terminal's settings before and after. */
const WATCHED = `
before=$(stty -g)
sh -c 'echo "pid $$"; exec "$0" "$@"' $PROGRAM login
echo "exit $?"
test "$before" = "$(stty -g)" && echo 'terminal as before'
stty -a | grep -q ' echo ' && echo 'echo on'
`;

async function watched(): Promise<{ setup: LoginSetup; terminal: Terminal; pid: number }> {
  const setup = await loginSetup({ env: { PROGRAM: program.join(' ') } });
  const terminal = setup.openShell(WATCHED);
  await terminal.waitFor(PROMPT);
  return { setup, terminal, pid: Number(/pid (\d+)/.exec(terminal.screen())?.[1]) };
}

async function expectRestored(terminal: Terminal, code: number): Promise<void> {
  await terminal.exit;
  expect(terminal.screen()).toMatch(new RegExp(`exit ${code}\nterminal as before\necho on$`));
}

test.each<[Key]>([['ctrl-c'], ['ctrl-d']])('%s: the terminal echoes again afterwards', async (key) => {
  const { setup, terminal } = await watched();
  terminal.type('12');
  terminal.press(key);
  await expectRestored(terminal, 130);
  expectNothingDone(setup);
});

test.each<[NodeJS.Signals, number]>([
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGINT', 130],
])('%s at the prompt: %i, and the terminal echoes again', async (signal, code) => {
  const { setup, terminal, pid } = await watched();
  process.kill(pid, signal);
  await expectRestored(terminal, code);
  expectNothingDone(setup);
});

/**
 * The end of the input and SIGHUP come at once, and either may be seen first; a second SIGHUP may meet a process that
 * has nothing more to do. Neither is a crash: that would be SIGABRT, with a core file, or 1, with a stack trace.
 */
async function expectHungUp(terminal: Terminal): Promise<void> {
  const { code, signal } = await terminal.exit;
  expect([129, 130, 'SIGHUP']).toContain(code ?? signal);
}

test('the window is closed at the prompt: a clean end, nothing written', async () => {
  const setup = await loginSetup();
  const terminal = setup.open(['login']);
  await terminal.waitFor(PROMPT);
  terminal.close();
  await expectHungUp(terminal);
  expectNothingDone(setup);
});

test('the window is closed during the call: a clean end, nothing written', async () => {
  const { open, aws, sandbox } = await loginSetup();
  aws.next({ until: new Promise(() => undefined) });
  const terminal = open(['login']);
  await terminal.waitFor(PROMPT);
  terminal.type(aws.nextCode());
  terminal.press('enter');
  await aws.arrived(1);
  terminal.close();
  await expectHungUp(terminal);
  expect(sandbox.read()).toBe(CREDENTIALS);
  expect(sandbox.leftovers()).toEqual([]);
});

test('a login that works leaves the terminal as it was, too', async () => {
  const { setup, terminal } = await watched();
  terminal.type(setup.aws.nextCode());
  terminal.press('enter');
  await expectRestored(terminal, 0);
});

test.each<[NodeJS.Signals, number]>([
  ['SIGTERM', 143],
  ['SIGHUP', 129],
  ['SIGINT', 130],
])('%s during the call: %i, nothing written', async (signal, code) => {
  const { start, aws, sandbox } = await loginSetup();
  aws.next({ until: new Promise(() => undefined) });
  const { child, result } = start(['login', '--token', aws.nextCode()]);
  await aws.arrived(1);
  child.kill(signal);
  expect(await result).toMatchObject({ code, signal: null, stdout: '' });
  expect(sandbox.read()).toBe(CREDENTIALS);
  expect(sandbox.leftovers()).toEqual([]);
});

test('Ctrl-C during the call, with the code typed: 130, nothing written', async () => {
  const { open, aws, sandbox } = await loginSetup();
  aws.next({ until: new Promise(() => undefined) });
  const terminal = open(['login']);
  await terminal.waitFor(PROMPT);
  terminal.type(aws.nextCode());
  terminal.press('enter');
  await aws.arrived(1);
  terminal.press('ctrl-c');
  expect(await terminal.exit).toEqual({ code: 130, signal: null });
  expect(sandbox.read()).toBe(CREDENTIALS);
});

test('SIGTERM while standard input is waited for: 143', async () => {
  const { start, sandbox } = await loginSetup();
  const { child, result } = start(['login', '--token', '-', '--debug'], { keepStdinOpen: true });
  // The plan is told just before the code is read, so from here on it is waited for.
  await new Promise((told) => child.stderr?.once('data', told));
  child.kill('SIGTERM');
  expect(await result).toMatchObject({ code: 143, signal: null });
  expect(sandbox.read()).toBe(CREDENTIALS);
});

test('ctrl-z at the prompt, then fg: the prompt goes on', async () => {
  const setup = await loginSetup({ env: { PROGRAM: program.join(' '), PS1: 'shell> ' } });
  const terminal = setup.openShell('exec bash --norc --noprofile -i');
  await terminal.waitFor('shell> ');
  terminal.type('$PROGRAM login\r');
  await terminal.waitFor(PROMPT);
  terminal.press('ctrl-z');
  await terminal.waitFor('Stopped');
  terminal.type('fg\r');
  await terminal.waitFor(/Stopped[\s\S]*fg[\s\S]*MFA code.*: /);
  terminal.type(setup.aws.nextCode());
  terminal.press('enter');
  await terminal.waitFor('expires at');
  terminal.type('exit\r');
  await terminal.exit;
});
