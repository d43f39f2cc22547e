/**
 * Opens the user's terminal for questions, wherever the standard streams lead, so that pipes and `2>file` do not affect
 * a prompt.
 */
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { isatty, ReadStream, WriteStream } from 'node:tty';
import type { Asking } from './ask.ts';
import type { Prompt, Questions } from '../../context.ts';
import { terminalDevice, type TerminalDevice } from './device.ts';
import { isDevTty, openPolledTerminal } from './polled-terminal.ts';
import { hasColor } from './speak.ts';

export interface Terminal {
  input: NodeJS.ReadStream;
  output: NodeJS.WriteStream;
  /** Releases what was opened; otherwise the process could not end. */
  close(): void;
}

/** How long an unanswered question waits. */
const TIMEOUT_MS = 5 * 60_000;

/** @returns undefined if there is no terminal, as do the others */
export async function openPrompt(
  process: NodeJS.Process,
  signal: AbortSignal,
  ignoresTypedAhead: boolean,
): Promise<Prompt | undefined> {
  const asking = openAsking(process, signal);
  if (!asking) return undefined;
  // Before the library is loaded, which takes a while: a code typed meanwhile is not echoed.
  readAhead(asking.terminal, ignoresTypedAhead);
  const { askText, askYesNo } = await import('./ask.ts');
  return {
    askText: (message, check, meanwhile) => askText(message, check, asking, meanwhile),
    askYesNo: (message) => askYesNo(message, asking),
    close: () => asking.terminal.close(),
  };
}

export async function openQuestions(
  process: NodeJS.Process,
  signal: AbortSignal,
): Promise<Questions | undefined> {
  const asking = openAsking(process, signal);
  if (!asking) return undefined;
  const [{ askLine, askYesNo, choose }, { openScreen }] = await Promise.all([
    import('./ask.ts'),
    import('./screen.ts'),
  ]);
  return {
    openScreen:
      process.env['TERM'] === 'dumb' ? undefined : () => openScreen(asking, process.platform !== 'win32'),
    askLine: (message, check, options = {}) => askLine(message, check, options, asking),
    askSecret: (message, check) => askLine(message, check, { hides: () => true }, asking),
    choose: (message, choices) => choose(message, choices, asking),
    askYesNo: (message, usual) => askYesNo(message, asking, usual),
    close: () => asking.terminal.close(),
  };
}

function openAsking(process: NodeJS.Process, signal: AbortSignal): Asking | undefined {
  const terminal = openTerminal(process);
  return terminal && { terminal, color: hasColor(process.env), signal, timeoutMs: TIMEOUT_MS };
}

/** Whether this is the standalone program, which is built on Bun. */
const isStandalone = 'Bun' in globalThis;

/** Standard input and standard error if both are a terminal, else the controlling terminal. */
function openTerminal(process: NodeJS.Process): Terminal | undefined {
  const { stdin, stderr } = process;
  const isPolled = isStandalone && process.platform !== 'win32';
  if (stdin.isTTY && stderr.isTTY && !(isPolled && isDevTty(0))) {
    stderr.on('error', () => undefined);
    return { input: withSafeRawMode(stdin, 0), output: stderr, close: () => release(stdin) };
  }
  const device = terminalDevice(process);
  if (!device) return undefined;
  try {
    const opened = isPolled ? openPolledTerminal() : openControllingTerminal(device);
    const input = withSafeRawMode(opened.input, opened.descriptor);
    const output = new WriteStream(openSync(...device.output));
    // The library ends its output after each question, except Node's own streams.
    output.end = () => output;
    output.on('error', () => undefined);
    return {
      input,
      output,
      close() {
        input.setRawMode(false);
        input.destroy();
        output.destroy();
      },
    };
  } catch {
    // ENXIO or ENOENT: no controlling terminal (cron, CI).
    return undefined;
  }
}

function openControllingTerminal({ input }: TerminalDevice): {
  input: NodeJS.ReadStream;
  descriptor: number;
} {
  const descriptor = openSync(...input);
  return { input: new ReadStream(descriptor), descriptor };
}

/** Bytes that are read of what was typed ahead: far more than a code. */
const MAX_TYPED_AHEAD = 1024;

/**
 * Stops the echo, and keeps what was typed already for the next question, unless it is ignored. What the terminal has
 * echoed of a code is wiped from the screen.
 */
function readAhead({ input, output }: Terminal, isIgnored: boolean): void {
  input.setRawMode(true);
  const typed = typedAlready();
  if (typed.length === 0) return;
  const echo = /^[^\n]{0,40}(\n?)$/.exec(typed.toString());
  if (echo) output.write(`${echo[1] ? '\x1b[1A' : ''}\r\x1b[J`);
  if (!isIgnored) input.unshift(typed);
}

/** Reads without waiting; empty if nothing was typed. */
function typedAlready(): Buffer {
  const typed = Buffer.alloc(MAX_TYPED_AHEAD);
  try {
    const terminal = openSync('/dev/tty', constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    try {
      return typed.subarray(0, readSync(terminal, typed));
    } finally {
      closeSync(terminal);
    }
  } catch {
    // EAGAIN: nothing was typed. ENXIO, ENOENT: no controlling terminal, or Windows.
    return typed.subarray(0, 0);
  }
}

/**
 * Leaves what is typed from now on to the next program. Readline does this itself except after Ctrl-Z, when it believes
 * that its input is still paused, and would take every other key from the command that `exec` runs.
 */
function release(stdin: NodeJS.ReadStream): void {
  stdin.setRawMode(false);
  stdin.pause();
  stdin.unref();
}

/** Readline restores the echo at its end. That throws if the terminal is gone because its window was closed. */
function withSafeRawMode(input: NodeJS.ReadStream, descriptor: number): NodeJS.ReadStream {
  const setRawMode = input.setRawMode.bind(input);
  input.setRawMode = (raw) => (isatty(descriptor) ? setRawMode(raw) : input);
  return input;
}
