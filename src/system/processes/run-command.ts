/**
 * Runs a command line in the platform's shell and returns its output. The command can use the terminal ("touch your
 * key"), and has a limited time.
 */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';
import { stopTree, type Self } from './stop-tree.ts';

export interface CommandOptions {
  env: NodeJS.ProcessEnv;
  /** Milliseconds after which it is stopped. */
  timeoutMs: number;
  /** Stops it. */
  signal: AbortSignal;
  self: Self;
}

/** How a command ended. What it printed is nobody's business but that of whoever asked. */
export type CommandEnd =
  | { kind: 'exited'; code: number; printed: string }
  | { kind: 'killed'; by: string }
  | { kind: 'late' }
  /** There is no shell, or none that takes such a command. */
  | { kind: 'unstarted' };

/** Far more than any code has ahead of it; a command that prints without end is not listened to. */
const MOST_PRINTED = 65_536;

/** @throws the signal's reason when it is aborted */
export async function runCommand(command: string, options: CommandOptions): Promise<CommandEnd> {
  const { env, signal } = options;
  signal.throwIfAborted();
  const terminal = openTerminal();
  try {
    const child = start(command, env, [input(terminal), 'pipe', questions(terminal)]);
    return child ? await endOf(child, options) : { kind: 'unstarted' };
  } finally {
    if (terminal !== undefined) closeSync(terminal);
  }
}

/** @returns nothing where it cannot even be tried: it is too long, or has a zero byte in it */
function start(command: string, env: NodeJS.ProcessEnv, stdio: StdioOptions): ChildProcess | undefined {
  try {
    return spawn(command, { shell: true, env, stdio });
  } catch {
    return undefined;
  }
}

function endOf(child: ChildProcess, { timeoutMs, signal, self }: CommandOptions): Promise<CommandEnd> {
  return new Promise((resolve, reject) => {
    let printed = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (printed.length > MOST_PRINTED) stopAnd(() => resolve({ kind: 'exited', code: 0, printed }));
    });
    const late = setTimeout(() => stopAnd(() => resolve({ kind: 'late' })), timeoutMs);
    const stop = () => stopAnd(() => reject(signal.reason as Error));
    const give = (answer: () => void) => {
      clearTimeout(late);
      signal.removeEventListener('abort', stop);
      child.stdout?.destroy();
      child.unref();
      answer();
    };
    let isStopped = false;
    const stopAnd = (answer: () => void) => {
      if (isStopped) return;
      isStopped = true;
      child.stdout?.destroy();
      void stopTree(child, self).then(() => give(answer));
    };
    signal.addEventListener('abort', stop, { once: true });
    child.on('error', () => give(() => resolve({ kind: 'unstarted' })));
    closeOutputAfterExit(child);
    child.on('close', (code, by) => {
      if (isStopped) return;
      give(() =>
        resolve(code === null ? { kind: 'killed', by: by ?? 'a signal' } : { kind: 'exited', code, printed }),
      );
    });
  });
}

/** The controlling terminal, where there is one: the standard streams may lead elsewhere. */
function openTerminal(): number | undefined {
  try {
    return openSync('/dev/tty', 'r+');
  } catch {
    return undefined;
  }
}

function input(terminal: number | undefined): 'inherit' | 'ignore' | number {
  // Standard input that is no terminal is for whoever it was meant for, not for a command that may swallow it.
  return isatty(0) ? 'inherit' : (terminal ?? 'ignore');
}

function questions(terminal: number | undefined): 'inherit' | number {
  return isatty(2) ? 'inherit' : (terminal ?? 'inherit');
}

/** Milliseconds for what a command has printed to arrive once it has ended. */
const DRAIN = 200;

/**
 * A process in the background may hold the output open; without it the child's `close` event follows.
 *
 * A command ends when its process does, whatever it has left in the background.
 */
export function closeOutputAfterExit(child: ChildProcess): void {
  child.once('exit', () => {
    const late = setTimeout(() => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    }, DRAIN);
    child.once('close', () => clearTimeout(late));
  });
}
