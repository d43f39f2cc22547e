/** Typing to a program in a pseudo-terminal, on small programs whose doings are known. */
import { afterEach, expect, test } from 'vitest';
import { type Terminal, type TerminalOptions, openTerminalOf } from '../support/terminal.ts';

const env = { PATH: process.env['PATH'] ?? '' };

let terminal: Terminal;
afterEach(() => terminal.kill('SIGKILL'));

function sh(script: string, options: Partial<TerminalOptions> = {}): void {
  terminal = openTerminalOf('sh', ['-c', script], { env, ...options });
}

test('shows what the program writes, escape sequences carried out', async () => {
  sh(String.raw`printf 'first\nno\rso \033[31mred\033[0m\n'`);
  expect(await terminal.exit).toEqual({ code: 0, signal: null });
  expect(terminal.screen()).toBe('first\nso red');
  expect(terminal.output()).toContain('\x1b[31mred');
});

test('types, and sees the echo', async () => {
  sh('printf "code? "; read code; echo "got $code"');
  await terminal.waitFor('code? ');
  terminal.type('123456');
  await terminal.waitFor(/code\? 123456$/);
  terminal.press('enter');
  await terminal.waitFor('got 123456');
});

test('the program has a terminal on every stream, of the size asked for', async () => {
  sh('test -t 0 && test -t 1 && test -t 2 && stty size', { cols: 40, rows: 10 });
  await terminal.exit;
  expect(terminal.screen()).toBe('10 40');
});

test('a line longer than the terminal is one line', async () => {
  sh('printf %050d 1', { cols: 20 });
  await terminal.exit;
  expect(terminal.screen()).toMatch(/^0{49}1$/);
});

test('lines that were scrolled away are there', async () => {
  sh('seq 100', { rows: 5 });
  await terminal.exit;
  expect(terminal.screen().split('\n')).toHaveLength(100);
});

test('Ctrl-C interrupts', async () => {
  sh('echo ready; exec sleep 60');
  await terminal.waitFor('ready');
  terminal.press('ctrl-c');
  expect(await terminal.exit).toEqual({ code: null, signal: 'SIGINT' });
});

test('Ctrl-D ends the input', async () => {
  sh('echo ready; cat; echo ended; exit 3');
  await terminal.waitFor('ready');
  terminal.press('ctrl-d');
  expect(await terminal.exit).toEqual({ code: 3, signal: null });
  expect(terminal.screen()).toContain('ended');
});

test('closing hangs up', async () => {
  sh('echo ready; exec sleep 60');
  await terminal.waitFor('ready');
  terminal.kill();
  expect(await terminal.exit).toEqual({ code: null, signal: 'SIGHUP' });
});

test('resizing reaches the program', async () => {
  sh('trap "stty size; exit" WINCH; echo ready; while :; do sleep 0.05; done');
  await terminal.waitFor('ready');
  terminal.resize(100, 30);
  await terminal.waitFor('30 100');
});

test('waiting for what never comes fails with the screen: at the end', async () => {
  sh('echo something else');
  await expect(terminal.waitFor('wanted')).rejects.toThrow(/never showed wanted\. It shows:\nsomething else/);
});

test('waiting for what never comes fails with the screen: when the time is over', async () => {
  sh('echo something else; exec sleep 60');
  await terminal.waitFor('else');
  await expect(terminal.waitFor('wanted', 50)).rejects.toThrow(
    /never showed wanted\. It shows:\nsomething else/,
  );
});

test('what was shown already need not be waited for, also after the end', async () => {
  sh('echo wanted');
  await terminal.exit;
  await terminal.waitFor('wanted');
});
