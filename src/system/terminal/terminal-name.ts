/** Finds the name of the terminal. */
import { spawnSync } from 'node:child_process';
import { isatty } from 'node:tty';
import { programPath } from '../processes/find-on-path.ts';

/** Such as `/dev/pts/3`; undefined if no standard stream is a terminal, and on Windows. */
export function terminalName(self: Pick<NodeJS.Process, 'env' | 'platform'>): string | undefined {
  const stream = [0, 2, 1].find((each) => isatty(each));
  const path = self.platform === 'win32' ? undefined : programPath('tty', self);
  if (stream === undefined || path === undefined) return undefined;
  const { status, stdout } = spawnSync(path, { stdio: [stream, 'pipe', 'ignore'], encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
