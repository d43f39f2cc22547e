/** Runs a program without a shell, with a text for its standard input, and returns what it printed. */
import { spawn, type ChildProcess } from 'node:child_process';
import type { ToolCall } from '../../stores/stores.ts';
import { programPath } from './find-on-path.ts';
import { closeOutputAfterExit, type CommandOptions } from './run-command.ts';
import { stopTree } from './stop-tree.ts';
import { startOf } from './windows-start.ts';

export type ToolEnd =
  | {
      kind: 'exited';
      /** 1 if a signal has ended it. */
      code: number;
      printed: string;
      /** What it said on standard error. */
      words: string;
    }
  | { kind: 'late' }
  /** There is no such program, or it cannot be started. */
  | { kind: 'unstarted' };

/** Characters of each output: what is longer is no answer. */
const MOST_PRINTED = 65_536;

/** @throws the signal's reason when it is aborted */
export function runTool(call: ToolCall, options: CommandOptions): Promise<ToolEnd> {
  const { env, signal, self, timeoutMs } = options;
  signal.throwIfAborted();
  const path = programPath(call.program, self);
  if (path === undefined) return Promise.resolve({ kind: 'unstarted' });
  return new Promise((resolve, reject) => {
    let child: ChildProcess;
    try {
      const { file, args, options: own } = startOf(path, call.args, env);
      child = spawn(file, args, { ...own, env, stdio: 'pipe', windowsHide: true });
    } catch {
      resolve({ kind: 'unstarted' });
      return;
    }
    const [printed, words] = [gather(child.stdout), gather(child.stderr)];
    // A program that ends without reading breaks the pipe.
    child.stdin?.on('error', () => undefined).end(call.input ?? '');
    let isStopped = false;
    const stopAnd = (answer: () => void) => {
      isStopped = true;
      void stopTree(child, self).then(answer);
    };
    const late = setTimeout(() => stopAnd(() => resolve({ kind: 'late' })), timeoutMs);
    const stop = () => stopAnd(() => reject(signal.reason as Error));
    signal.addEventListener('abort', stop, { once: true });
    const end = (how: ToolEnd) => {
      clearTimeout(late);
      signal.removeEventListener('abort', stop);
      if (!isStopped) resolve(how);
    };
    child.on('error', () => end({ kind: 'unstarted' }));
    closeOutputAfterExit(child);
    child.on('close', (code) => end({ kind: 'exited', code: code ?? 1, printed: printed(), words: words() }));
  });
}

function gather(stream: NodeJS.ReadableStream | null): () => string {
  let text = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (part: string) => {
    text = (text + part).slice(0, MOST_PRINTED);
  });
  return () => text;
}
