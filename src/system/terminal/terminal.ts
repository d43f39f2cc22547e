/**
 * Opens the terminal the person sits at, wherever the standard streams lead, so that pipes and `2>file` do not affect
 * the prompt.
 */
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { isatty, ReadStream, WriteStream } from 'node:tty';

export interface Terminal {
  input: NodeJS.ReadStream;
  output: NodeJS.WriteStream;
  /** Gives back what was opened; the process could not end otherwise. */
  close(): void;
}

/**
 * Standard input and standard error where both are a terminal, else the controlling terminal.
 * @returns nothing where there is nobody to ask
 */
export function openTerminal(stdin: NodeJS.ReadStream, stderr: NodeJS.WriteStream): Terminal | undefined {
  if (stdin.isTTY && stderr.isTTY) {
    stderr.on('error', () => undefined);
    return { input: forgiving(stdin, 0), output: stderr, close: () => release(stdin) };
  }
  try {
    const descriptor = openSync('/dev/tty', 'r');
    const input = forgiving(new ReadStream(descriptor), descriptor);
    const output = lasting(new WriteStream(openSync('/dev/tty', 'w')));
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
    // ENXIO or ENOENT: no controlling terminal (cron, CI, Windows).
    return undefined;
  }
}

/** As much as is read of what was typed ahead; a code is far shorter. */
const MOST_TYPED = 1024;

/**
 * Keys typed from now on are not echoed; they, and those typed before, are for the question that follows. What the
 * terminal has echoed of a code already is wiped from the screen.
 */
export function readAhead({ input, output }: Terminal): void {
  input.setRawMode(true);
  const typed = typedAlready();
  if (typed.length === 0) return;
  const echo = /^[^\n]{0,40}(\n?)$/.exec(typed.toString());
  if (echo) output.write(`${echo[1] ? '\x1b[1A' : ''}\r\x1b[J`);
  input.unshift(typed);
}

/** By a descriptor that does not wait: an empty buffer if nothing was typed. */
function typedAlready(): Buffer {
  const typed = Buffer.alloc(MOST_TYPED);
  try {
    const terminal = openSync('/dev/tty', constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    try {
      return typed.subarray(0, readSync(terminal, typed));
    } finally {
      closeSync(terminal);
    }
  } catch {
    // EAGAIN: nothing is there. ENXIO, ENOENT: no controlling terminal, or Windows.
    return typed.subarray(0, 0);
  }
}

/** The library ends its output behind each question, but for Node's own streams; the next one would not be seen. */
function lasting(output: WriteStream): WriteStream {
  output.end = () => output;
  return output;
}

/**
 * What is typed from now on is for whoever comes next. Readline lets go by itself, but not after a Ctrl-Z: it has
 * paused its input then, believes that it still is, and would take every other key from the command that is run.
 */
function release(stdin: NodeJS.ReadStream): void {
  stdin.setRawMode(false);
  stdin.pause();
  stdin.unref();
}

/**
 * Readline turns the echo on again when it is done. Where the terminal went away meanwhile (its window was closed),
 * that fails, and the error would end the process with a stack trace.
 */
function forgiving(input: NodeJS.ReadStream, descriptor: number): NodeJS.ReadStream {
  const setRawMode = input.setRawMode.bind(input);
  input.setRawMode = (raw) => (isatty(descriptor) ? setRawMode(raw) : input);
  return input;
}
