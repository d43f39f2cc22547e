/**
 * Runs a command with the streams, the terminal and the process group of this process. Signals from the terminal reach
 * it by themselves; those sent to this process alone are forwarded.
 */
import { spawn, type StdioOptions } from 'node:child_process';
import { constants } from 'node:os';
import { fstatSync } from 'node:fs';
import { openSignalScope } from './signal-scope.ts';
import { startOf } from './find-program.ts';

export type ChildEnd =
  | { kind: 'exited'; code: number }
  /** By the signal of that number. */
  | { kind: 'killed'; signal: number }
  /** The system's reason: `ENOENT`. */
  | { kind: 'unstarted'; reason: string };

/** Passes every signal that this process gets to a listener, instead of acting on it. @returns how to stop */
export type TakeSignals = (listener: (signal: NodeJS.Signals) => void) => () => void;

/** Never rejects, and does not end before the command, whatever signals come. */
export function runChild(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  takeSignals: TakeSignals,
): Promise<ChildEnd> {
  return new Promise((resolve) => {
    let forward: ((signal: NodeJS.Signals) => unknown) | undefined;
    // Before the command, so that no signal to the group reaches the command alone.
    const scope = openSignalScope();
    const giveBack = takeSignals((signal) => {
      if (signal !== 'SIGCONT') {
        scope.ifAlone(signal, () => forward?.(signal));
        return;
      }
      // The scope cannot tell who sent it, and a second one does no harm.
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
      const start = startOf(command, args, env);
      const child = spawn(start.file, start.args, { ...start.options, env, stdio: streamsFor(args) });
      forward = (signal) => child.kill(signal);
      child.on('error', (error) => end({ kind: 'unstarted', reason: reasonOf(error) }));
      child.on('exit', (code, by) =>
        end(by ? { kind: 'killed', signal: constants.signals[by] } : { kind: 'exited', code: code ?? 0 }),
      );
    } catch (error) {
      // E2BIG, for example, is thrown at once.
      end({ kind: 'unstarted', reason: reasonOf(error) });
    }
  });
}

function reasonOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}

/**
 * Our own three streams, and the descriptors that are named in the arguments. A shell opens descriptors for a command:
 * `<(…)` is `/dev/fd/63` in bash and `/proc/self/fd/12` in zsh. Node passes on only those that are listed.
 */
function streamsFor(args: readonly string[]): StdioOptions {
  const named = args.flatMap(descriptorsIn).filter(isOpen);
  return Array.from({ length: Math.max(2, ...named) + 1 }, (_, descriptor) =>
    descriptor <= 2 || named.includes(descriptor) ? 'inherit' : 'ignore',
  );
}

/** Also after a prefix: `--var-file=/dev/fd/63`, `file:///dev/fd/63`. */
function descriptorsIn(arg: string): number[] {
  return [...arg.matchAll(/\/(?:dev|proc\/self)\/fd\/(\d{1,3})(?!\d)/g)].map(([, digits]) => Number(digits));
}

function isOpen(descriptor: number): boolean {
  try {
    fstatSync(descriptor);
    return true;
  } catch {
    return false;
  }
}
