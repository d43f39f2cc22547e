/** Makes a command end when its process does, whatever it has left in the background. */
import type { ChildProcess } from 'node:child_process';

/** Milliseconds for what a command has printed to arrive once it has ended. */
const DRAIN = 200;

/** A process in the background may hold the output open; without it the child's `close` event follows. */
export function closeOutputAfterExit(child: ChildProcess): void {
  child.once('exit', () => {
    const late = setTimeout(() => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    }, DRAIN);
    child.once('close', () => clearTimeout(late));
  });
}
