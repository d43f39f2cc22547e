/** Whether a process runs; a zombie does not. */
import { execFileSync } from 'node:child_process';

/** @param pid as text, as a shell writes it */
export function isRunning(pid: string): boolean {
  try {
    return !execFileSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' }).startsWith('Z');
  } catch {
    return false;
  }
}
