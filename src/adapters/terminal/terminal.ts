/** The terminal the person sits at, wherever the standard streams lead: pipes and `2>file` do the prompt no harm. */
import { openSync } from 'node:fs';
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
        input.destroy();
        output.destroy();
      },
    };
  } catch {
    // ENXIO or ENOENT: no controlling terminal (cron, CI, Windows).
    return undefined;
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
