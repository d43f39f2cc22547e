/**
 * A command that is run in our place: with our streams and our terminal, in our process group. What the terminal
 * sends (Ctrl-C, Ctrl-\, Ctrl-Z, a new size) reaches it without us; handed on as well, each would come twice.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { streamsFor } from './shell-descriptors.ts';

export type ChildEnd =
  | { kind: 'exited'; code: number }
  | { kind: 'killed'; signal: number }
  | { kind: 'unstarted'; reason: string };

/** Gives every signal that this process gets to a listener, instead of to what it would do. @returns how to stop */
export type TakeSignals = (listener: (signal: NodeJS.Signals) => void) => () => void;

/** Those that come to one process, not to all that the terminal runs. */
const HANDED_ON: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP'];

/** Outlives whatever the command outlives. Never rejects. */
export function runChild(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  takeSignals: TakeSignals,
): Promise<ChildEnd> {
  return new Promise((resolve) => {
    let handOn: ((signal: NodeJS.Signals) => unknown) | undefined;
    const giveBack = takeSignals((signal) => {
      if (HANDED_ON.includes(signal)) handOn?.(signal);
    });
    const end = (how: ChildEnd) => {
      giveBack();
      resolve(how);
    };
    try {
      const child = spawn(command, args, { env, stdio: streamsFor(args) });
      handOn = (signal) => child.kill(signal);
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
