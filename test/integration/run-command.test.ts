/** Commands of the person's, run by a real shell. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand, type CommandEnd } from '../../src/adapters/processes/run-command.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'aws-mfa-command-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const never = new AbortController().signal;
function run(command: string, patience = 20_000, signal = never): Promise<CommandEnd> {
  return runCommand(command, {
    env: { PATH: process.env['PATH'], FOLDER: folder, X: 'from here' },
    patience,
    signal,
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
});
