/** Stops a command with all that it has started; on Windows by its own program, here a script in its place. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { stopTree } from '../../src/system/processes/child-end.ts';

function windows(taskkill?: string) {
  const root = join(mkdtempSync(join(tmpdir(), 'aws-mfa-stop-')), 'Windows');
  if (taskkill !== undefined)
    writeFileSync(`${root}\\System32\\taskkill.exe`, `#!/bin/sh\n${taskkill}\n`, { mode: 0o755 });
  const kill = (pid: number, signal?: string | number) => process.kill(pid, signal);
  return { root, self: { platform: 'win32', env: { SYSTEMROOT: root }, kill } as const };
}

it('on Windows, taskkill stops the tree', async () => {
  const { root, self } = windows(`echo "$*" > "$0.args"; kill -9 "$4"`);
  const child = spawn('sleep', ['100']);
  const ended = once(child, 'exit');
  await stopTree(child, self);
  await ended;
  expect(readFileSync(`${root}\\System32\\taskkill.exe.args`, 'utf8')).toBe(
    `/T /F /PID ${String(child.pid)}\n`,
  );
});

it.each([
  ['which fails', 'exit 1'],
  ['which is missing', undefined],
])('without taskkill, %s, the command at least is stopped', async (_, script) => {
  const child = spawn('sleep', ['100']);
  const ended = once(child, 'exit');
  await stopTree(child, windows(script).self);
  expect(await ended).toEqual([null, 'SIGKILL']);
});

it('what has ended is not stopped again', async () => {
  const { root, self } = windows('touch "$0.args"');
  const child = spawn('true');
  await once(child, 'exit');
  await stopTree(child, self);
  expect(() => readFileSync(`${root}\\System32\\taskkill.exe.args`)).toThrow('ENOENT');
});
