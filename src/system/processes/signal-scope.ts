/** Tells a signal to the whole process group (Ctrl-C, Ctrl-\ at the terminal) from one to this process alone. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { platform } from 'node:os';
import type { Readable, Writable } from 'node:stream';

export interface SignalScope {
  /** Calls back, now or soon, unless the whole group got the signal that this process has just got. */
  ifAlone(signal: NodeJS.Signals, then: () => void): void;
  /** Continues what a stop of the group has stopped. */
  resume(): void;
  /** Resolves when nothing of it is left. */
  close(): Promise<void>;
}

/**
 * Without a terminal nothing can be typed, and every signal counts as sent to this process alone.
 *
 * Node does not say who sent a signal. So a small shell runs in the same group: a signal to the group ends it too; after
 * a signal to this process alone it still echoes its input. On Linux the kernel signals the newest member of a group
 * first, so that the shell and the command get the signal before this process does.
 */
export function openSignalScope(): SignalScope {
  if (platform() === 'win32') return { ...ALL_ALONE, ifAlone: guess };
  return hasTerminal() ? watchGroup() : ALL_ALONE;
}

const ALL_ALONE: SignalScope = {
  ifAlone: (_, then) => then(),
  resume: () => undefined,
  close: () => Promise.resolve(),
};

/** What a terminal sends at a key. If the sender is unknown, these count as typed. */
const TYPED: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

function guess(signal: NodeJS.Signals, then: () => void): void {
  if (!TYPED.includes(signal)) then();
}

function hasTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}

function watchGroup(): SignalScope {
  let asked: { signal: NodeJS.Signals; then: () => void }[] = [];
  let isReady = true;
  /** A signal to the group that has ended the shell and has not reached this process yet. */
  let onItsWay: NodeJS.Signals | undefined;
  let shell = watch();

  function watch(): Shell {
    const started = startShell();
    started.stdin.on('error', () => undefined);
    started.stdout.on('data', (echo: Buffer) => {
      if (started !== shell) return;
      // A signal to the group from before this shell started is delivered before its first echo, or with it.
      if (!isReady) setImmediate(setReady);
      asked.splice(0, echo.length).forEach(({ then }) => then());
    });
    started.on('error', () => lose(null));
    started.on('exit', (_, by) => lose(by));
    return started;
  }

  function setReady(): void {
    isReady = true;
    onItsWay = undefined;
  }

  /** @param by the signal that ended it; null if it could not be started, or failed */
  function lose(by: NodeJS.Signals | null): void {
    const others = asked.filter(({ signal }) => signal !== by);
    if (by !== null && others.length === asked.length) onItsWay = by;
    asked = [];
    isReady = false;
    others.forEach(({ signal, then }) => guess(signal, then));
    if (by === null) return;
    shell = watch();
    shell.stdin.write('\n');
  }

  return {
    ifAlone(signal, then) {
      if (isReady) {
        asked.push({ signal, then });
        shell.stdin.write('\n');
      } else if (signal === onItsWay) onItsWay = undefined;
      else guess(signal, then);
    },
    resume: () => void shell.kill('SIGCONT'),
    close: () =>
      new Promise((resolve) => {
        shell.removeAllListeners('exit').on('exit', () => resolve());
        const isOver = shell.pid === undefined || shell.exitCode !== null || shell.signalCode !== null;
        if (isOver || !shell.kill('SIGKILL')) resolve();
      }),
  };
}

type Shell = ChildProcessByStdio<Writable, Readable, null>;

/** It ends with this process, which holds its input. It gets no keys, and leaves no core file at Ctrl-\. */
function startShell(): Shell {
  return spawn('/bin/sh', ['-c', 'ulimit -c 0; while read -r line; do echo; done'], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
}
