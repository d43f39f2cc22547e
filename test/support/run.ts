/**
 * Runs the built program as a process without a terminal: it gets a session of its own (`setsid`), so that it cannot
 * open the terminal of whoever runs the tests either.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { program } from './program.ts';

export interface RunOptions {
  /** The whole environment; nothing is added to it. */
  env: Record<string, string>;
  /** What stands on standard input, which then ends; /dev/null by default. */
  stdin?: string | Buffer;
  /** Standard input is a pipe that does not end, whether or not something stands on it. */
  keepStdinOpen?: boolean;
  cwd?: string;
  uid?: number;
  gid?: number;
  /** A session, and a process group, of its own; default true. */
  detached?: boolean;
  /** After so many milliseconds the run counts as a hang (default 20 000). */
  timeoutMs?: number;
}

export interface RunResult {
  /** `null` if a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface RunningProgram {
  child: ChildProcess;
  /** Rejects, with the program killed, when the time is over or it cannot be started. */
  result: Promise<RunResult>;
}

/** Runs `aws-mfa` to its end. */
export function runAwsMfa(args: string[], options: RunOptions): Promise<RunResult> {
  return startAwsMfa(args, options).result;
}

/** Starts `aws-mfa`, for tests that send it a signal or close its streams. */
export function startAwsMfa(args: string[], options: RunOptions): RunningProgram {
  const [command, ...before] = program;
  return startProgram(command, [...before, ...args], options);
}

/** The same for any command, such as a shell that sets a limit before it runs {@link program}. */
export function startProgram(command: string, args: string[], options: RunOptions): RunningProgram {
  const { stdin, keepStdinOpen = false, timeoutMs = 20_000, detached = true, ...others } = options;
  const input = stdin !== undefined || keepStdinOpen ? 'pipe' : 'ignore';
  const child = spawn(command, args, { ...others, detached, stdio: [input, 'pipe', 'pipe'] });
  // A program that exits without reading breaks the pipe, which is its right.
  child.stdin?.on('error', () => undefined);
  if (stdin !== undefined) child.stdin?.write(stdin);
  if (!keepStdinOpen) child.stdin?.end();
  return { child, result: resultOf(child, detached, timeoutMs) };
}

async function resultOf(child: ChildProcess, detached: boolean, timeoutMs: number): Promise<RunResult> {
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  const hang = AbortSignal.timeout(timeoutMs);
  const stop = (): void => kill(child, detached);
  hang.addEventListener('abort', stop);
  await once(child, 'close');
  hang.removeEventListener('abort', stop);
  const result = { code: child.exitCode, signal: child.signalCode, stdout: stdout(), stderr: stderr() };
  if (hang.aborted)
    throw new Error(`A hang: no end after ${timeoutMs} ms. ${JSON.stringify(result, null, 1)}`);
  return result;
}

/** Whatever the program started goes with it, or it would keep the pipes open. */
function kill({ pid }: ChildProcess, detached: boolean): void {
  if (pid !== undefined) process.kill(detached ? -pid : pid, 'SIGKILL');
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
