/**
 * Runs a command line in the platform's shell and returns its output. The command can use the terminal ("touch your
 * key"), and has a limited time.
 */
import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';
import { terminalDevice, type TerminalDevice } from '../terminal/device.ts';
import { stopTree, type Self } from './stop-tree.ts';

export interface CommandOptions {
  env: NodeJS.ProcessEnv;
  /** Milliseconds after which it is stopped. */
  timeoutMs: number;
  /** Stops it. */
  signal: AbortSignal;
  self: Self;
}

/** How a command ended. */
export type CommandEnd =
  | { kind: 'exited'; code: number; printed: string }
  | { kind: 'killed'; by: string }
  | { kind: 'late' }
  /** There is no shell, or the command line is too long or contains a zero byte. */
  | { kind: 'unstarted' };

/** Characters: far more than a code and the text before it. A command that prints without end is stopped. */
const MOST_PRINTED = 65_536;

/** @throws the signal's reason when it is aborted */
export async function runCommand(command: string, options: CommandOptions): Promise<CommandEnd> {
  const { env, signal } = options;
  signal.throwIfAborted();
  const device = terminalDevice(options.self);
  // Standard input that is not a terminal is not for the command.
  const keyboard = isatty(0) ? undefined : openIfThere(device?.input);
  const screen = isatty(2) ? undefined : openIfThere(device?.output);
  const input = isatty(0) ? 'inherit' : (keyboard ?? 'ignore');
  const questions = screen ?? 'inherit';
  try {
    const child = start(command, env, [input, 'pipe', questions]);
    return child ? await endOf(child, options) : { kind: 'unstarted' };
  } finally {
    for (const descriptor of [keyboard, screen]) if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** The controlling terminal, if there is one: the standard streams may lead elsewhere. */
function openIfThere(device: TerminalDevice['input'] | undefined): number | undefined {
  try {
    return device && openSync(...device);
  } catch {
    return undefined;
  }
}

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
      const end: CommandEnd =
        code === null ? { kind: 'killed', by: by ?? 'a signal' } : { kind: 'exited', code, printed };
      afterSameSignal(code, () => {
        if (!isStopped) give(() => resolve(end));
      });
    });
  });
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
    const late = setTimeout(() => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    }, DRAIN);
    child.once('close', () => clearTimeout(late));
  });
}
