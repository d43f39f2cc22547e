/** Signals stop a run; but while it runs a command in its place, they are that command's. */
import { AwsMfaError, type ErrorKind } from './errors.ts';
import { once } from './once.ts';

export interface Signals {
  /** Aborted, with the error to end with, when the process is to stop. */
  stop: AbortSignal;
  /** Gives them to a listener instead, SIGQUIT, too. @returns how to stop */
  take: (listener: (signal: NodeJS.Signals) => void) => () => void;
  /** Ends this process by one. Returns where the system does not let it: the first process of a container. */
  endBy: (signal: NodeJS.Signals) => void;
}

const STOPPING: readonly [signal: NodeJS.Signals, kind: ErrorKind][] = [
  ['SIGINT', 'cancelled'],
  ['SIGHUP', 'hangup'],
  ['SIGTERM', 'terminated'],
];

/**
 * Listens from the first turn of the event loop on. Until then files are read and nothing is written or asked, and no
 * listener could run; the system's own default ends the process at once, however large the files are.
 */
export function watchSignals(process: NodeJS.Process): Signals {
  const stop = new AbortController();
  let taker: ((signal: NodeJS.Signals) => void) | undefined;
  const listen = once(() => {
    for (const [name, kind] of STOPPING) {
      process.on(name, () => {
        if (taker) taker(name);
        else stop.abort(new AwsMfaError(kind, 'Cancelled; nothing was written.'));
      });
    }
  });
  setImmediate(listen);
  return {
    stop: stop.signal,
    take(listener) {
      listen();
      taker = listener;
      process.on('SIGQUIT', listener);
      return () => {
        taker = undefined;
        process.off('SIGQUIT', listener);
      };
    },
    endBy(signal) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    },
  };
}
