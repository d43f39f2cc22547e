/**
 * Waits for the end of a program and gathers what it prints. A program that takes too long is stopped with all that it has
 * started, and so it is when the run is canceled.
 */
import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { stopTree, type Self } from './stop-tree.ts';

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
