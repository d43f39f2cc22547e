/** Commands of the person's, run by a real shell. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand, type CommandEnd } from '../../src/system/processes/run-command.ts';
import { isRunning } from '../support/is-running.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'aws-mfa-command-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const never = new AbortController().signal;
function run(command: string, timeoutMs = 20_000, signal = never): Promise<CommandEnd> {
  return runCommand(command, {
    env: { PATH: process.env['PATH'], FOLDER: folder, X: 'from here' },
    timeoutMs,
    signal,
    self: process,
  });
}

describe('runCommand', () => {
  it.each<[what: string, command: string, end: CommandEnd]>([
    ['what it printed', 'echo 123456', { kind: 'exited', code: 0, printed: '123456\n' }],
    [
      'by the shell: pipes, variables',
      'echo "$X" | tr a-z A-Z',
      { kind: 'exited', code: 0, printed: 'FROM HERE\n' },
    ],
    ['its exit code', 'echo no; exit 3', { kind: 'exited', code: 3, printed: 'no\n' }],
    ['not found', 'no-such-program-anywhere 2>/dev/null', { kind: 'exited', code: 127, printed: '' }],
    ['ended by a signal', 'kill -9 $$', { kind: 'killed', by: 'SIGKILL' }],
  ])('%s', async (_, command, end) => {
    expect(await run(command)).toEqual(end);
  });

  it('is stopped when its time is over, and nobody waits for what it left behind', async () => {
    expect(await run('sleep 3 & sleep 3', 50)).toEqual({ kind: 'late' });
  });

  it('that has ended is done, whatever it left in the background', async () => {
    expect(await run('sleep 3 & echo 123456')).toEqual({ kind: 'exited', code: 0, printed: '123456\n' });
  });

  it.each([
    ['that is too long', `: ${'x'.repeat(200_000)}`],
    ['with a zero byte', 'echo \0 123456'],
  ])('one %s is not even begun', async (_, command) => {
    expect(await run(command)).toEqual({ kind: 'unstarted' });
  });

  it('is stopped with the reason, and not begun after it', async () => {
    const stop = new AbortController();
    const running = run('touch "$FOLDER/begun"; sleep 3', 20_000, stop.signal);
    while (!existsSync(join(folder, 'begun'))) await new Promise((resolve) => setImmediate(resolve));
    stop.abort(new Error('cancelled'));
    await expect(running).rejects.toThrow('cancelled');
    await expect(run('touch "$FOLDER/again"', 20_000, stop.signal)).rejects.toThrow('cancelled');
    expect(existsSync(join(folder, 'again'))).toBe(false);
  });

  it('is not listened to without end', async () => {
    const end = await run('yes');
    expect(end).toMatchObject({ kind: 'exited', code: 0 });
    expect(end.kind === 'exited' && end.printed.length).toBeLessThan(1_000_000);
  });

  it.each([
    ['the shell alone', 'sleep 60'],
    ['what it waits for', 'sh -c \'echo $$ >>"$FOLDER/pids"; sleep 60; true\'; touch "$FOLDER/went-on"'],
    ['what reads from it', 'sleep 60 | sh -c \'echo $$ >>"$FOLDER/pids"; cat\''],
    ['what it left in the background', 'sh -c \'echo $$ >>"$FOLDER/pids"; sleep 60; true\' & wait'],
    ['what does not hear', 'sh -c \'trap "" TERM; echo $$ >>"$FOLDER/pids"; sleep 60; sleep 60\'; true'],
  ])('nothing of it is left when it is stopped: %s', async (_, command) => {
    const stop = new AbortController();
    const running = run(`echo $$ >>"$FOLDER/pids"; ${command}`, 20_000, stop.signal);
    const pids = () => (existsSync(join(folder, 'pids')) ? readFileSync(join(folder, 'pids'), 'utf8') : '');
    const expected = command === 'sleep 60' ? 1 : 2;
    await expect.poll(() => pids().split('\n').length - 1, { timeout: 10_000 }).toBe(expected);
    stop.abort(new Error('cancelled'));
    await expect(running).rejects.toThrow('cancelled');
    const left = () => pids().trim().split('\n').filter(isRunning);
    await expect.poll(left, { timeout: 10_000 }).toEqual([]);
    expect(existsSync(join(folder, 'went-on'))).toBe(false);
  });
});
