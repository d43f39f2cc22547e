/**
 * Runs a command with the streams, the terminal and the process group of this process. Signals from the terminal reach
 * it by themselves; those sent to this process alone are forwarded.
 */
import { spawn, type StdioOptions } from 'node:child_process';
import { constants } from 'node:os';
import { fstatSync } from 'node:fs';
import { openSignalScope } from './signal-scope.ts';

export type ChildEnd =
  | { kind: 'exited'; code: number }
  /** By a signal, told by its number. */
  | { kind: 'killed'; signal: number }
  /** @property reason the system's: `ENOENT` */
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

/**
 * Our own three streams, and the descriptors that are named in the arguments.
 *
 * A shell opens descriptors for a command and names them among its arguments: `<(…)` is `/dev/fd/63` in bash and
 * `/proc/self/fd/12` in zsh. Node passes on only those that it is told of.
 */
function streamsFor(args: readonly string[]): StdioOptions {
  const named = args.flatMap(descriptorsIn).filter(isOpen);
  return Array.from({ length: Math.max(2, ...named) + 1 }, (_, descriptor) =>
    descriptor <= 2 || named.includes(descriptor) ? 'inherit' : 'ignore',
  );
}

/** Behind a prefix, too: `--var-file=/dev/fd/63`, `file:///dev/fd/63`. */
function descriptorsIn(arg: string): number[] {
  return [...arg.matchAll(/\/(?:dev|proc\/self)\/fd\/(\d{1,3})(?!\d)/g)].map(([, digits]) => Number(digits));
}

/** A path of that form may be anything else, and the command finds that out by itself. */
function isOpen(descriptor: number): boolean {
  try {
    fstatSync(descriptor);
    return true;
  } catch {
    return false;
  }
}
