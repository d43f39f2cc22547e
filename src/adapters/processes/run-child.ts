/**
 * Runs a command with the streams and the terminal of this process, in its process group. What the terminal sends to
 * the group (Ctrl-C, Ctrl-\, Ctrl-Z, a new size) reaches the command by itself, and is not forwarded. What is sent to
 * this process alone is forwarded.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { streamsFor } from './shell-descriptors.ts';
import { openSignalScope } from './signal-scope.ts';

export type ChildEnd =
  | { kind: 'exited'; code: number }
  | { kind: 'killed'; signal: number }
  | { kind: 'unstarted'; reason: string };

/** Gives every signal that this process gets to a listener, instead of to what it would do. @returns how to stop */
export type TakeSignals = (listener: (signal: NodeJS.Signals) => void) => () => void;

/** Outlives whatever the command outlives. Never rejects. */
export function runChild(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  takeSignals: TakeSignals,
): Promise<ChildEnd> {
  return new Promise((resolve) => {
    let forward: ((signal: NodeJS.Signals) => unknown) | undefined;
    // Before the command, so that no signal to the group can reach the command only.
    const scope = openSignalScope();
    const giveBack = takeSignals((signal) => {
      if (signal !== 'SIGCONT') {
        scope.ifAlone(signal, () => forward?.(signal));
        return;
      }
      // A second one does no harm, and the scope could not tell.
      scope.resume();
      forward?.(signal);
    });
    const end = (how: ChildEnd) => {
      void scope.close().then(() => {
        giveBack();
        resolve(how);
      });
    };
    try {
      const child = spawn(command, args, { env, stdio: streamsFor(args) });
      forward = (signal) => child.kill(signal);
      child.on('error', (error) => end({ kind: 'unstarted', reason: reasonOf(error) }));
      child.on('exit', (code, by) =>
        end(by ? { kind: 'killed', signal: constants.signals[by] } : { kind: 'exited', code: code ?? 0 }),
      );
    } catch (error) {
      // Some failures come at once: E2BIG is one.
      end({ kind: 'unstarted', reason: reasonOf(error) });
    }
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
