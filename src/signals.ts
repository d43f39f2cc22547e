/** Signals stop a run; but while it runs a command in its place, they are that command's. */
import { AwsMfaError, type ErrorKind } from './errors.ts';

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

export function watchSignals(process: NodeJS.Process): Signals {
  const stop = new AbortController();
  let taker: ((signal: NodeJS.Signals) => void) | undefined;
  for (const [name, kind] of STOPPING) {
    process.on(name, () => {
      if (taker) taker(name);
      else stop.abort(new AwsMfaError(kind, 'Cancelled; nothing was written.'));
    });
  }
  return {
    stop: stop.signal,
    take(listener) {
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
