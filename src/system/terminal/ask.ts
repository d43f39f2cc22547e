/** Asks questions on the terminal: the result is an answer or a `cancelled` error, never a hang. */
import { confirm } from '@inquirer/prompts';
import type { Meanwhile } from '../../context.ts';
import { AwsMfaError } from '../../errors.ts';
import { linePrompt, theme } from './line-prompt.ts';
import { printable } from './speak.ts';
import type { Terminal } from './terminal.ts';

export interface Asking {
  terminal: Terminal;
  color: boolean;
  /** Aborted with the error to end with: SIGTERM and the like. */
  signal: AbortSignal;
  /** Milliseconds after which an unanswered question is given up. */
  timeoutMs: number;
}

/** Characters that are read of an answer: far more than a code has, with blanks or hyphens. */
const LONGEST = 32;

/** Milliseconds: the prompt is on the screen by then, and nobody has typed a digit yet. */
const AFTER_DRAWING = 20;

/**
 * Asks for a line of text.
 * @param check an error to show on the spot, or nothing where the text will do
 * @returns nothing where the question was closed meanwhile
 */
export async function askText(
  message: string,
  check: (text: string) => string | undefined,
  asking: Asking,
  meanwhile: Partial<Meanwhile> = {},
): Promise<string | undefined> {
  let answered = false;
  const question = {
    message: printable(message),
    most: LONGEST,
    validate(text: string) {
      const complaint = check(text);
      answered = complaint === undefined;
      return complaint ?? true;
    },
    // What was typed is secret and stays on the screen no longer than it has to.
    transformer: (text: string, { isFinal }: { isFinal: boolean }) => (isFinal ? '•'.repeat(6) : text),
    theme: theme(asking.color),
  };
  const { input: keyboard } = asking.terminal;
  let onFirstKey = meanwhile.onFirstKey;
  const onKey = (typed: string | undefined) => {
    // A digit, and not Ctrl-C: who cancels connects nowhere.
    if (!typed || !/^\d/.test(typed)) return;
    onFirstKey?.();
    onFirstKey = undefined;
  };
  const drawn = setTimeout(() => meanwhile.onDrawn?.(), AFTER_DRAWING);
  keyboard.on('keypress', onKey);
  try {
    return await settle(message, closable(asking, meanwhile.closed), (streams) =>
      withTypedAhead(keyboard, () =>
        linePrompt(question, {
          ...streams,
          get clearPromptOnDone() {
            return !answered;
          },
        }),
      ),
    );
  } catch (error) {
    if (meanwhile.closed?.aborted && error === meanwhile.closed.reason) return undefined;
    throw error;
  } finally {
    clearTimeout(drawn);
    keyboard.off('keypress', onKey);
  }
}

/** The library drops what was typed on a terminal ahead of a prompt. Here that is the code, and is wanted. */
function withTypedAhead<T>(keyboard: NodeJS.ReadStream, open: () => T): T {
  const { isTTY } = keyboard;
  keyboard.isTTY = false;
  try {
    return open();
  } finally {
    keyboard.isTTY = isTTY;
  }
}

function closable(asking: Asking, closed: AbortSignal | undefined): Asking {
  return closed ? { ...asking, signal: AbortSignal.any([asking.signal, closed]) } : asking;
}

/** Asks for yes or no. @param usual what Enter alone means */
export async function askYesNo(message: string, asking: Asking, usual = true): Promise<boolean> {
  return settle(message, asking, (streams) =>
    confirm({ message: printable(message), default: usual, theme: theme(asking.color) }, streams),
  );
}

interface Streams {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
  signal: AbortSignal;
}

/** Puts a question and ends it, one way or the other: answer, Ctrl-C, Ctrl-D, hang-up, signal, timeout. */
export async function settle<T>(
  message: string,
  asking: Asking,
  ask: (streams: Streams) => Promise<T>,
): Promise<T> {
  const { input, output } = asking.terminal;
  const gone = new AbortController();
  const timer = setTimeout(() => gone.abort(gaveUp(asking.timeoutMs)), asking.timeoutMs);
  let isSuspended = false;
  const onKey = (_: unknown, key: { ctrl?: boolean; name?: string } | undefined) => {
    // The library knows Ctrl-C only; at Ctrl-D its line reader closes, and the question would never be settled.
    if (key?.ctrl && key.name === 'd') gone.abort(cancelled());
    isSuspended = key?.ctrl === true && key.name === 'z';
  };
  // Back from Ctrl-Z, Node's line reader pauses its input and leaves it to others to resume it.
  const onPause = () => {
    if (!isSuspended) return;
    isSuspended = false;
    output.write(`${lastLine(message)} `);
    input.resume();
  };
  const onGone = () => gone.abort(cancelled());
  input.on('keypress', onKey).on('pause', onPause).on('end', onGone).on('error', onGone);
  const signal = AbortSignal.any([asking.signal, gone.signal]);
  try {
    return await ask({ input, output, signal });
  } catch (error) {
    throw signal.aborted ? signal.reason : cancelled(error);
  } finally {
    clearTimeout(timer);
    input.off('keypress', onKey).off('pause', onPause).off('end', onGone).off('error', onGone);
  }
}

function lastLine(message: string): string {
  return printable(message).split('\n').at(-1) ?? '';
}

function cancelled(cause?: unknown): AwsMfaError {
  return new AwsMfaError('cancelled', 'Cancelled; nothing was written.', undefined, cause);
}

function gaveUp(timeoutMs: number): AwsMfaError {
  return new AwsMfaError(
    'left_alone',
    `No answer for ${Math.round(timeoutMs / 60_000)} minutes; nothing was written.`,
  );
}
