/**
 * Waits for the end of a program and gathers what it prints. A program that takes too long is stopped with all that it has
 * started, and so it is when the run is canceled.
 */
import { execFile, execFileSync, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

export interface CommandOptions {
  env: NodeJS.ProcessEnv;
  /** Milliseconds after which it is stopped. */
  timeoutMs: number;
  /** Stops it. */
  signal: AbortSignal;
  self: Self;
}

/** There is no such program, or it cannot be started; or it did not end in time. */
export type NoEnd = { kind: 'unstarted' } | { kind: 'late' };

export type ProgramEnd =
  /** `code` is null if a signal has ended it. `words` are on standard error, if that is a pipe. */
  | { kind: 'closed'; code: number | null; by: NodeJS.Signals | null; printed: string; words: string }
  /** It printed more than any answer has, and was stopped. */
  | { kind: 'full'; printed: string }
  | NoEnd;

/** Characters of each output: far more than a code or a key, and the text before it. */
const MOST_PRINTED = 65_536;

/** @param start may throw @throws the signal's reason when it is aborted */
export async function programEnd(
  start: () => ChildProcess,
  { timeoutMs, signal, self }: CommandOptions,
): Promise<ProgramEnd> {
  let child: ChildProcess;
  try {
    child = start();
  } catch {
    return { kind: 'unstarted' };
  }
  return new Promise((resolve, reject) => {
    let isStopped = false;
    const finish = (answer: () => void) => {
      clearTimeout(late);
      signal.removeEventListener('abort', cancel);
      closeOutput(child);
      child.unref();
      answer();
    };
    const stopAnd = (answer: () => void) => {
      if (isStopped) return;
      isStopped = true;
      closeOutput(child);
      void stopTree(child, self).then(() => finish(answer));
    };
    const late = setTimeout(() => stopAnd(() => resolve({ kind: 'late' })), timeoutMs);
    const cancel = () => stopAnd(() => reject(signal.reason as Error));
    const full = (text: string) => stopAnd(() => resolve({ kind: 'full', printed: text }));
    const [printed, words] = [child.stdout, child.stderr].map((stream) => gather(stream, full));
    signal.addEventListener('abort', cancel, { once: true });
    child.on('error', () => finish(() => resolve({ kind: 'unstarted' })));
    closeOutputAfterExit(child);
    child.on('close', (code, by) => {
      const end: ProgramEnd = {
        kind: 'closed',
        code,
        by,
        printed: printed?.() ?? '',
        words: words?.() ?? '',
      };
      afterSameSignal(code, () => {
        if (!isStopped) finish(() => resolve(end));
      });
    });
  });
}

function gather(stream: Readable | null, full: (text: string) => void): () => string {
  let text = '';
  stream?.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    if (text.length > MOST_PRINTED) full(text);
  });
  return () => text;
}

function closeOutput(child: ChildProcess): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
}

/**
 * Milliseconds in which a signal that has ended the command may reach this process, too: Ctrl-C is sent to both. The
 * standalone program may notice the end of the command first.
 */
const SAME_SIGNAL = 100;

/** @param code the exit code of a command; null if a signal has ended it. A shell exits with 128 + n then */
export function afterSameSignal(code: number | null, then: () => void): void {
  if (code === null || code > 128) setTimeout(then, SAME_SIGNAL);
  else then();
}

/** Milliseconds for what a command has printed to arrive after it has ended. */
const DRAIN = 200;

/** A process that the command has left in the background may hold the output open, and delay the `close` event. */
export function closeOutputAfterExit(child: ChildProcess): void {
  child.once('exit', () => {
    const late = setTimeout(() => closeOutput(child), DRAIN);
    child.once('close', () => clearTimeout(late));
  });
}

/** This process. */
export type Self = Pick<NodeJS.Process, 'kill' | 'platform' | 'env'>;

/** Milliseconds between SIGTERM and SIGKILL, in which a program can restore the terminal's settings. */
const GRACE = 200;

/** Stops a child with its descendants: the child of a shell would go on reading the terminal. Never rejects. */
export async function stopTree({ pid, exitCode, signalCode }: ChildProcess, self: Self): Promise<void> {
  // The ID of a process that has ended may be another's by now.
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  if (self.platform === 'win32') await stopWindowsTree(pid, self);
  else await stopAll([pid, ...descendants(pid)], self);
}

/** Windows has no signals, and a program of its own for this. By its path: the current folder may hold another one. */
function stopWindowsTree(pid: number, self: Self): Promise<void> {
  const taskkill = `${self.env['SYSTEMROOT'] ?? 'C:\\Windows'}\\System32\\taskkill.exe`;
  return new Promise((done) => {
    execFile(taskkill, ['/T', '/F', '/PID', String(pid)], { windowsHide: true }, (error) => {
      if (error) send(pid, 'SIGKILL', self);
      done();
    });
  });
}

async function stopAll(processes: readonly number[], self: Self): Promise<void> {
  const stopped = processes.filter((pid) => send(pid, 'SIGTERM', self));
  for (let waited = 0; waited < GRACE && stopped.some((pid) => send(pid, 0, self)); waited += 10)
    await wait(10);
  stopped.forEach((pid) => send(pid, 'SIGKILL', self));
}

/** Parents before their children: a shell whose command is stopped would start the next one. */
function descendants(root: number): number[] {
  const parents = parentsOf();
  const found = [root];
  for (const parent of found) {
    for (const [pid, its] of parents) if (its === parent) found.push(pid);
  }
  return found.slice(1);
}

/** Every process and its parent; empty if the system does not list them. */
function parentsOf(): ReadonlyMap<number, number> {
  try {
    // Linux, where `ps` may be missing.
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return new Map(pids.flatMap(parentOf));
  } catch {
    return new Map(listedByPs());
  }
}

/** Leaves out a process that has ended in the meantime. */
function parentOf(pid: string): [number, number][] {
  try {
    // `12 (a name) S 3 …`: the name may contain anything; the parent's ID is the second field after it.
    const [, parent] = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return [[Number(pid), Number(parent)]];
  } catch {
    return [];
  }
}

function listedByPs(): [number, number][] {
  try {
    // With a PATH of its own: an empty one would mean the current folder.
    const options = { encoding: 'utf8', env: { PATH: '/usr/bin:/bin' } } as const;
    // One field per option: POSIX takes all that follows `=` for the header of the field, and so does BSD.
    const args = ['-A', '-o', 'pid=', '-o', 'ppid='];
    const lines = execFileSync('ps', args, options).trim().split('\n');
    return lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  } catch {
    return [];
  }
}

/** @returns whether the process exists */
function send(pid: number, signal: NodeJS.Signals | 0, self: Self): boolean {
  try {
    return self.kill(pid, signal);
  } catch {
    return false;
  }
}
