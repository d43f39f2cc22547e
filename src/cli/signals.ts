/** Signals stop a run. While `exec` runs a command, they are passed to that command. */
import { AwsMfaError, type ErrorCode } from '../errors.ts';
import { once } from '../text/memoize.ts';

export interface Signals {
  /** Aborted, with the error to end with, when the process is to stop. */
  stop: AbortSignal;
  /** Starts to listen at once: something is about to be asked, run or written. */
  listen: () => void;
  /** Passes all signals to a listener instead. @returns stops that */
  take: (listener: (signal: NodeJS.Signals) => void) => () => void;
  /** Ends this process by a signal. Returns if the system ignores it, as for the first process of a container. */
  endBy: (signal: NodeJS.Signals) => void;
}

const STOPPING: readonly [signal: NodeJS.Signals, code: ErrorCode][] = [
  ['SIGINT', 'cancelled'],
  ['SIGHUP', 'hangup'],
  // Its default action is a core file, with keys in it.
  ['SIGQUIT', 'quit'],
  ['SIGTERM', 'terminated'],
];

/** Signals that have a meaning of their own for many programs. */
const COMMANDS_OWN: readonly NodeJS.Signals[] = ['SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGCONT'];

/**
 * Listens from the first turn of the event loop, or earlier if {@link Signals.listen} is called. Until then only files
 * are read, and no listener could run; the system's default ends the process at once, even while it parses a large
 * file. SIGQUIT is handled from the start, because its default writes a core file.
 */
export function watchSignals(process: NodeJS.Process): Signals {
  const stop = new AbortController();
  let taker: ((signal: NodeJS.Signals) => void) | undefined;
  const listenTo = ([name, code]: (typeof STOPPING)[number]) => {
    process.on(name, () => {
      if (taker) taker(name);
      else stop.abort(new AwsMfaError(code, 'Canceled; nothing was written.'));
    });
  };
  STOPPING.filter(([name]) => name === 'SIGQUIT').forEach(listenTo);
  const listen = once(() => STOPPING.filter(([name]) => name !== 'SIGQUIT').forEach(listenTo));
  setImmediate(listen);
  return {
    stop: stop.signal,
    listen,
    take(listener) {
      listen();
      taker = listener;
      for (const name of COMMANDS_OWN) process.on(name, listener);
      return () => {
        taker = undefined;
        for (const name of COMMANDS_OWN) process.off(name, listener);
      };
    },
    endBy(signal) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    },
  };
}
