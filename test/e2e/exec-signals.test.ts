/** Keys and signals: they reach a command of `aws-mfa exec` once, as if nobody stood between. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loginSetup, PROMPT, type LoginSetupOptions } from '../support/login-setup.ts';
import { program } from '../support/program.ts';
import { withStoredSession } from '../support/stored-session.ts';

const VALID = withStoredSession(3600);

/** A program that counts the signals it gets, and ends when a line is typed. */
const COUNTER = `
  const counts = {};
  for (const name of ['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGCONT', 'SIGWINCH'])
    process.on(name, () => console.log(name, (counts[name] = (counts[name] ?? 0) + 1)));
  process.stdin.once('data', () => process.exit(5));
  console.log('ready');`;

const FORWARDED = [
  'SIGINT',
  'SIGQUIT',
  'SIGTERM',
  'SIGHUP',
  'SIGUSR1',
  'SIGUSR2',
  'SIGALRM',
  'SIGCONT',
] as const;

/** Opens {@link COUNTER} below `exec` in a terminal. */
async function openCounter() {
  const { open } = await loginSetup({ credentials: VALID });
  const terminal = open(['exec', '--', process.execPath, '-e', COUNTER]);
  await terminal.waitFor('ready');
  return terminal;
}

type Counter = Awaited<ReturnType<typeof openCounter>>;

/**
 * Ends the counter once all that was sent before has arrived: signals are forwarded in order, so that one more is sent.
 * @returns what it counted before
 */
async function countsOf(terminal: Counter, barrier: 'SIGALRM' | 'SIGUSR2' = 'SIGALRM'): Promise<string[]> {
  process.kill(terminal.pid, barrier);
  await terminal.waitFor(`${barrier} 1`);
  terminal.type('\r');
  expect(await terminal.exit).toEqual({ code: 5, signal: null });
  return (terminal.screen().match(/SIG\w+ \d/g) ?? []).filter((line) => line !== `${barrier} 1`);
}

/** In the shell that {@link openBash} opens. */
const EXEC = '$PROGRAM exec --';
const AWAIT_GO = 'until [ -e "$HOME/go" ]; do sleep 0.05; done';

/** Job control is the shell's: `Stopped`, `fg`. */
async function openBash(options: LoginSetupOptions = {}) {
  const env = { PROGRAM: program.join(' '), PS1: 'shell> ' };
  const { openShell, aws, sandbox } = await loginSetup({ ...options, env });
  const terminal = openShell('exec bash --norc --noprofile -i');
  await terminal.waitFor('shell> ');
  return { ...terminal, aws, go: () => writeFileSync(join(sandbox.home, 'go'), '') };
}

describe('on a terminal', () => {
  it('asks for the code first; what is typed then is the command’s', async () => {
    const { open, aws } = await loginSetup();
    const terminal = open(['exec', '--', 'sh', '-c', 'echo name?; read name; echo "hello $name"']);
    await terminal.waitFor(PROMPT);
    terminal.type(`${aws.nextCode()}\r`);
    await terminal.waitFor('name?');
    terminal.type('alice\r');
    await terminal.waitFor('hello alice');
    expect(await terminal.exit).toEqual({ code: 0, signal: null });
  });

  it.each([
    ['ctrl-c', 'SIGINT'],
    ['ctrl-backslash', 'SIGQUIT'],
  ] as const)('%s reaches the command once each time, and we outlive it', async (key, signal) => {
    const terminal = await openCounter();
    for (const nth of [1, 2, 3]) {
      terminal.press(key);
      await terminal.waitFor(`${signal} ${nth}`);
    }
    expect(await countsOf(terminal)).toEqual([`${signal} 1`, `${signal} 2`, `${signal} 3`]);
    expect(terminal.screen()).not.toContain('too late');
  });

  it.each(FORWARDED)('%s sent to us alone reaches the command once each time', async (signal) => {
    const terminal = await openCounter();
    for (const nth of [1, 2, 3]) {
      process.kill(terminal.pid, signal);
      await terminal.waitFor(`${signal} ${nth}`);
    }
    const barrier = signal === 'SIGALRM' ? 'SIGUSR2' : 'SIGALRM';
    expect(await countsOf(terminal, barrier)).toEqual([1, 2, 3].map((nth) => `${signal} ${nth}`));
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const)(
    '%s sent to the whole group reaches the command once',
    async (signal) => {
      const terminal = await openCounter();
      process.kill(-terminal.pid, signal);
      await terminal.waitFor(`${signal} 1`);
      expect(await countsOf(terminal)).toEqual([`${signal} 1`]);
    },
  );

  it('typed and sent in turn, each counts once', async () => {
    const terminal = await openCounter();
    terminal.press('ctrl-c');
    await terminal.waitFor('SIGINT 1');
    terminal.press('ctrl-backslash');
    await terminal.waitFor('SIGQUIT 1');
    process.kill(terminal.pid, 'SIGTERM');
    await terminal.waitFor('SIGTERM 1');
    expect(await countsOf(terminal)).toEqual(['SIGINT 1', 'SIGQUIT 1', 'SIGTERM 1']);
  });

  it('a command that ignores Ctrl-C goes on, and one that does not ends by it', async () => {
    const { open } = await loginSetup({ credentials: VALID });
    const deaf = open(['exec', '--', 'sh', '-c', 'trap "" INT; echo ready; read line; exit 6']);
    await deaf.waitFor('ready');
    deaf.press('ctrl-c');
    process.kill(deaf.pid, 'SIGINT');
    await deaf.waitFor('^C');
    deaf.type('\r');
    expect(await deaf.exit).toEqual({ code: 6, signal: null });
    const plain = open(['exec', '--', 'sh', '-c', 'echo ready; exec sleep 60']);
    await plain.waitFor('ready');
    process.kill(plain.pid, 'SIGINT');
    expect(await plain.exit).toEqual({ code: null, signal: 'SIGINT' });
  });

  it('stopped with the group and continued alone: both go on, and what is sent then still arrives', async () => {
    const terminal = await openCounter();
    process.kill(-terminal.pid, 'SIGSTOP');
    process.kill(terminal.pid, 'SIGCONT');
    await terminal.waitFor('SIGCONT 1');
    process.kill(terminal.pid, 'SIGINT');
    await terminal.waitFor('SIGINT 1');
    expect(await countsOf(terminal)).toEqual(['SIGCONT 1', 'SIGINT 1']);
  });

  it('nothing of ours is left when the command has ended', async () => {
    const { open } = await loginSetup({ credentials: VALID });
    const terminal = open(['exec', '--', 'sh', '-c', 'echo ready; read line']);
    await terminal.waitFor('ready');
    const others = () =>
      execFileSync('ps', ['-eo', 'pgid=,pid='], { encoding: 'utf8' })
        .split('\n')
        .filter((line) => line.trim().startsWith(`${terminal.pid} `));
    expect(others()).toHaveLength(3);
    terminal.type('\r');
    await terminal.exit;
    await expect.poll(others).toEqual([]);
  });

  it('ctrl-c ends a loop of the shell, as it does where the command is run directly', async () => {
    const terminal = await openBash({ credentials: VALID });
    terminal.type(`for round in 1 2; do ${EXEC} sh -c "echo round $round; exec sleep 60"; done; echo over\r`);
    await terminal.waitFor(/^round 1/m);
    terminal.press('ctrl-c');
    await terminal.waitFor(/\^C\s+shell> $/);
    expect(terminal.screen()).not.toMatch(/^(round 2|over)/m);
  });

  it('a new size reaches the command', async () => {
    const { open } = await loginSetup({ credentials: VALID });
    const terminal = open(['exec', '--', process.execPath, '-e', COUNTER]);
    await terminal.waitFor('ready');
    terminal.resize(100, 40);
    await terminal.waitFor('SIGWINCH 1');
    terminal.type('\r');
    expect(await terminal.exit).toEqual({ code: 5, signal: null });
  });

  it('ctrl-z stops both, fg goes on', async () => {
    const terminal = await openBash({ credentials: VALID });
    terminal.type(`${EXEC} sh -c 'echo name?; read name; echo "hello $name"'; echo "exit $?"\r`);
    await terminal.waitFor(/^name\?/m);
    terminal.press('ctrl-z');
    await terminal.waitFor(/Stopped[\s\S]*shell> $/);
    terminal.type('fg\r');
    await terminal.waitFor(/Stopped[\s\S]*fg\n/);
    terminal.type('alice\r');
    await terminal.waitFor('hello alice');
    terminal.type('exit\r');
    await terminal.exit;
  });

  it('ctrl-z at the prompt, fg, a code: what is typed then is the command’s, which need not be quick', async () => {
    const terminal = await openBash();
    terminal.type(`${EXEC} sh -c 'echo ready; ${AWAIT_GO}; read name; echo "hello $name"'\r`);
    await terminal.waitFor(PROMPT);
    terminal.press('ctrl-z');
    await terminal.waitFor(/Stopped[\s\S]*shell> $/);
    terminal.type('fg\r');
    await terminal.waitFor(/Stopped[\s\S]*MFA code.*:/);
    terminal.type(`${terminal.aws.nextCode()}\r`);
    await terminal.waitFor(/^ready/m);
    terminal.type('alice\r');
    await terminal.waitFor(/^alice/m);
    terminal.go();
    await terminal.waitFor('hello alice');
  });

  it('a program that takes the whole screen works, and gives it back', async () => {
    const { openShell, sandbox } = await loginSetup({ credentials: VALID });
    writeFileSync(
      join(sandbox.home, 'text'),
      Array.from({ length: 100 }, (_, at) => `line ${at}\n`).join(''),
    );
    const terminal = openShell(
      'aws_mfa exec -- less "$HOME/text"; echo "exit $?"; stty -a | grep -o " echo "',
    );
    await terminal.waitFor('line 3');
    terminal.type('G');
    await terminal.waitFor('line 99');
    terminal.type('q');
    await terminal.waitFor('exit 0');
    await terminal.exit;
    expect(terminal.screen()).toMatch(/exit 0\n echo/);
  });

  it('closing the window ends both', async () => {
    const { open } = await loginSetup({ credentials: VALID });
    const terminal = open(['exec', '--', 'sh', '-c', 'echo "pid $$."; while :; do sleep 1; done']);
    await terminal.waitFor(/pid \d+\./);
    const pid = Number(/pid (\d+)\./.exec(terminal.screen())?.[1]);
    terminal.close();
    await terminal.exit;
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s is forwarded to the command, and its end is ours',
  async (signal) => {
    const { start } = await loginSetup({ credentials: VALID });
    const { child, result } = start(['exec', '--', 'sh', '-c', 'echo ready; exec sleep 60']);
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    child.kill(signal);
    expect(await result).toMatchObject({ code: null, signal, stderr: '' });
  },
);

it.each([
  ['SIGUSR1', 138],
  ['SIGUSR2', 140],
  ['SIGALRM', 142],
  ['SIGXCPU', 152],
  ['SIGVTALRM', 154],
  ['SIGPROF', 155],
  ['SIGIO', 157],
] as const)('%s ends a command that does not handle it, and us with it: %i', async (signal, code) => {
  const { start } = await loginSetup({ credentials: VALID });
  const { child, result } = start(['exec', '--', 'sh', '-c', 'echo ready; exec sleep 60']);
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  child.kill(signal);
  expect(await result).toMatchObject({ code, signal: null, stderr: '' });
});

it.each(FORWARDED)('%s without a terminal reaches the command', async (signal) => {
  const { start } = await loginSetup({ credentials: VALID });
  const running = start(['exec', '--', process.execPath, '-e', COUNTER], { keepStdinOpen: true });
  let printed = '';
  running.child.stdout?.on('data', (chunk: Buffer) => (printed += String(chunk)));
  await expect.poll(() => printed, { timeout: 10_000 }).toBe('ready\n');
  running.child.kill(signal);
  await expect.poll(() => printed, { timeout: 10_000 }).toBe(`ready\n${signal} 1\n`);
  running.child.stdin?.end('\n');
  expect(await running.result).toMatchObject({ code: 5, signal: null, stderr: '' });
});
