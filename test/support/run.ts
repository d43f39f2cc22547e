/**
 * Runs the built program as a process without a terminal: it gets its own session (`setsid`), so that it cannot
 * open the terminal of the test run.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { program } from './program.ts';

export interface RunOptions {
  /** The complete environment. */
  env: Record<string, string>;
  /** The content of standard input; /dev/null by default. */
  stdin?: string | Buffer;
  /** Standard input is a pipe that never ends, with or without content. */
  keepStdinOpen?: boolean;
  cwd?: string;
  uid?: number;
  gid?: number;
  /** Its own session and process group; default true. */
  detached?: boolean;
  /** Milliseconds after which the run counts as hung (default 20 000). */
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
  /** Rejects if it cannot be started, or if it takes too long; it is killed then. */
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
  // A program that exits without reading breaks the pipe.
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

/** Kills what the program started, too: it would keep the pipes open. */
function kill({ pid }: ChildProcess, detached: boolean): void {
  if (pid !== undefined) process.kill(detached ? -pid : pid, 'SIGKILL');
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString('utf8');
}
