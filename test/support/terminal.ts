/**
 * Runs the built program in a pseudo-terminal, types into it and reads its screen. A terminal emulator applies the escape
 * sequences, so that a test sees what a user sees.
 */
import { constants } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import pty, { type IPty } from '@lydell/node-pty';
import { program } from './program.ts';
import { type Cell, type Screen, emulateScreen } from './screen.ts';

export interface TerminalOptions {
  /** The complete environment, except for TERM. */
  env: Record<string, string>;
  cols?: number;
  rows?: number;
  cwd?: string;
}

/** The code is `null` if a signal ended the program. */
export interface TerminalExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export type Key = keyof typeof keys;

export interface Terminal {
  pid: number;
  /** Everything the program wrote, escape sequences included. */
  output: () => string;
  /** The lines of the screen, scrolled lines included. */
  screen: () => string;
  /** What the window shows now, with colors. */
  cells: () => Cell[][];
  /**
   * Resolves as soon as the screen shows this, which may be at once. Rejects, with the screen, if the program ends
   * without showing it or after `timeoutMs` (default 20 000).
   */
  waitFor: (wanted: string | RegExp, timeoutMs?: number) => Promise<void>;
  type: (text: string) => void;
  press: (key: Key) => void;
  resize: (cols: number, rows: number) => void;
  /** Resolves when the program has ended and its output is on the screen. */
  exit: Promise<TerminalExit>;
  /** Sends a signal, by default SIGHUP, as closing a window does; no effect after the end of the program. */
  kill: (signal?: NodeJS.Signals) => void;
  /** Closes the window: the terminal disappears, and SIGHUP is sent. */
  close: () => void;
}

const keys = {
  enter: '\r',
  escape: '\x1b',
  backspace: '\x7f',
  up: '\x1b[A',
  down: '\x1b[B',
  'ctrl-c': '\x03',
  'ctrl-d': '\x04',
  'ctrl-u': '\x15',
  'ctrl-z': '\x1a',
  'ctrl-backslash': '\x1c',
};

/** Opens `aws-mfa` in a terminal. */
export function openTerminal(args: string[], options: TerminalOptions): Terminal {
  const [command, ...before] = program;
  return openTerminalOf(command, [...before, ...args], options);
}

/** The same for any command, such as a shell that shows `stty` after `aws-mfa` has ended. */
export function openTerminalOf(command: string, args: string[], options: TerminalOptions): Terminal {
  const { cols = 80, rows = 24, ...others } = options;
  const child = pty.spawn(command, args, { name: 'xterm-256color', cols, rows, ...others });
  const screen = emulateScreen(cols, rows);
  child.onData((data) => screen.write(data));
  const exit = exitOf(child, screen);
  let ended = false;
  child.onExit(() => (ended = true));
  return {
    pid: child.pid,
    output: screen.raw,
    screen: screen.text,
    cells: screen.cells,
    waitFor: (wanted, timeoutMs = 20_000) => waitFor(screen, exit, wanted, timeoutMs),
    type: (text) => child.write(text),
    press: (key) => child.write(keys[key]),
    resize: (newCols, newRows) => {
      screen.resize(newCols, newRows);
      child.resize(newCols, newRows);
    },
    exit,
    // The id of a process that has ended may have been reused.
    kill: (signal = 'SIGHUP') => {
      if (!ended) child.kill(signal);
    },
    // Missing in the package's types.
    close: () => (child as IPty & { destroy: () => void }).destroy(),
  };
}

/** Answers a question with Enter, or with what is typed before it. */
export async function answer(terminal: Terminal, question: string | RegExp, text = ''): Promise<void> {
  await terminal.waitFor(question);
  terminal.type(text);
  terminal.press('enter');
}

async function exitOf(child: IPty, screen: Screen): Promise<TerminalExit> {
  const ended = new Promise<{ exitCode: number; signal?: number }>((resolve) => child.onExit(resolve));
  const { exitCode, signal } = await ended;
  await screen.settled();
  const name = signalName(signal);
  return { code: name === null ? exitCode : null, signal: name };
}

async function waitFor(
  screen: Screen,
  exit: Promise<TerminalExit>,
  wanted: string | RegExp,
  timeoutMs: number,
): Promise<void> {
  const shown = (): boolean => contains(screen.text(), wanted);
  let stopListening = (): void => undefined;
  const appeared = new Promise<true>((resolve) => {
    stopListening = screen.onChange(() => {
      if (shown()) resolve(true);
    });
  });
  const timeout = new AbortController();
  const late = setTimeout(timeoutMs, false, { signal: timeout.signal }).catch(() => false);
  const seen = shown() || (await Promise.race([appeared, exit.then(shown), late]));
  stopListening();
  timeout.abort();
  if (!seen) throw new Error(`The terminal never showed ${String(wanted)}. It shows:\n${screen.text()}`);
}

function contains(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text.includes(wanted) : text.search(wanted) >= 0;
}

function signalName(number: number | undefined): NodeJS.Signals | null {
  const entry = Object.entries(constants.signals).find(([, value]) => value === number);
  return (entry?.[0] as NodeJS.Signals | undefined) ?? null;
}
