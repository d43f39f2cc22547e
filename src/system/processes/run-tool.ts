/** Runs a program without a shell, with a text for its standard input, and returns what it printed. */
import { spawn } from 'node:child_process';
import type { ToolCall } from '../../stores/stores.ts';
import { programEnd, type CommandOptions, type NoEnd } from './child-end.ts';
import { programPath } from './find-on-path.ts';
import { startOf } from './windows-start.ts';

export type ToolEnd =
  | {
      kind: 'exited';
      /** 1 if a signal has ended it, or if it printed too much. */
      code: number;
      printed: string;
      /** What it said on standard error. */
      words: string;
    }
  | NoEnd;

/** @throws the signal's reason when it is aborted */
export async function runTool(call: ToolCall, options: CommandOptions): Promise<ToolEnd> {
  const { env, signal, self } = options;
  signal.throwIfAborted();
  const path = programPath(call.program, self);
  if (path === undefined) return { kind: 'unstarted' };
  const start = () => {
    const { file, args, options: own } = startOf(path, call.args, env);
    const child = spawn(file, args, { ...own, env, stdio: 'pipe', windowsHide: true });
    // A program that ends without reading breaks the pipe.
    child.stdin.on('error', () => undefined).end(call.input ?? '');
    return child;
  };
  const end = await programEnd(start, options);
  if (end.kind === 'full') return { kind: 'exited', code: 1, printed: '', words: '' };
  if (end.kind !== 'closed') return end;
  return { kind: 'exited', code: end.code ?? 1, printed: end.printed, words: end.words };
}
