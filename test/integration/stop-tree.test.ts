/** The list of processes, by which a command is stopped with all that it has started. */
import { spawn, spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { parentsOf } from '../../src/system/processes/stop-tree.ts';

const hasPs = spawnSync('ps', ['-A', '-o', 'pid=']).status === 0;

test.skipIf(!hasPs)('without /proc (macOS), `ps` names the parents', () => {
  const child = spawn('sleep', ['60']);
  try {
    const listed = parentsOf('/there-is-no-such-folder');
    expect(listed.get(child.pid ?? 0)).toBe(process.pid);
    expect(listed.get(process.pid)).toBe(process.ppid);
    expect(parentsOf().get(child.pid ?? 0)).toBe(process.pid);
  } finally {
    child.kill('SIGKILL');
  }
});
