/** Asks questions on the terminal. Each ends with an answer or a `cancelled` error, and never hangs. */
import { confirm, select } from '@inquirer/prompts';
import type { Choice, LineOptions, Meanwhile } from '../../context.ts';
import { AwsMfaError } from '../../errors.ts';
import { lineInput, theme } from './line-input.ts';
import { columnsOf, printable } from './speak.ts';
import { wrapped } from '../../text/columns.ts';
import type { Terminal } from './terminal.ts';

export interface Asking {
  terminal: Terminal;
  color: boolean;
  /** Aborted with the error to end with. */
  signal: AbortSignal;
  /** How long an unanswered question waits. */
  timeoutMs: number;
}

/** Returns what is wrong with an answer, or undefined. */
type Check = (text: string) => string | undefined;

/** Characters that are read of a code: six digits with blanks or hyphens. */
const MAX_CODE = 32;
/** Of any other answer: more than any name, key or serial number of AWS has. */
const MAX_LINE = 512;

/** Columns kept free for the mark before a question, and for a code or `Y/n` after it. */
const AROUND_QUESTION = 9;

/** Milliseconds after which the prompt is on the screen. Few users type a digit before that. */
const AFTER_DRAWING = 20;

/** The question, broken between words; the library would break it within one. */
function questionText(message: string, { terminal }: Asking): string {
  const columns = columnsOf(terminal.output, {}) - AROUND_QUESTION;
  const lines = printable(message).split('\n');
  return lines.map((line) => wrapped(line, columns).replaceAll('\n', '\n  ')).join('\n');
}

/**
 * Asks for a code.
 * @returns undefined if the question was closed in the meantime
 */
export async function askText(
  message: string,
  check: Check,
  asking: Asking,
  meanwhile: Partial<Meanwhile> = {},
): Promise<string | undefined> {
  let answered = false;
  const look = theme(asking.color);
  const question = {
    message: questionText(message, asking),
    maxLength: MAX_CODE,
    validate(text: string) {
      const problem = check(text);
      answered = problem === undefined;
      return problem ?? true;
    },
    // The code does not stay on the screen.
    transformer: (text: string, isFinal: boolean) => (isFinal ? '•'.repeat(6) : text),
    // AWS has not accepted the code yet, so the prompt gets no ✓.
    theme: { ...look, prefix: { ...look.prefix, done: look.prefix.idle } },
  };
  const { closed } = meanwhile;
  const { input: keyboard } = asking.terminal;
  let { onFirstKey } = meanwhile;
  const onKey = (typed: string | undefined) => {
    // Ctrl-C opens no connection.
    if (!typed || !/^\p{Nd}/u.test(typed)) return;
    onFirstKey?.();
    onFirstKey = undefined;
  };
  const drawn = setTimeout(() => meanwhile.onDrawn?.(), AFTER_DRAWING);
  keyboard.on('keypress', onKey);
  try {
    const signal = closed ? AbortSignal.any([asking.signal, closed]) : asking.signal;
    return await settle(question.message, { ...asking, signal }, (streams) =>
      withTypedAhead(keyboard, () =>
        lineInput(question, {
          ...streams,
          get clearPromptOnDone() {
            return !answered;
          },
        }),
      ),
    );
  } catch (error) {
    if (closed?.aborted && error === closed.reason) return undefined;
    throw error;
  } finally {
    clearTimeout(drawn);
    keyboard.off('keypress', onKey);
  }
}

/** The library drops what was typed before the prompt if its input is a terminal. Here that is the code. */
function withTypedAhead<T>(keyboard: NodeJS.ReadStream, open: () => T): T {
  const { isTTY } = keyboard;
  keyboard.isTTY = false;
  try {
    return open();
  } finally {
    keyboard.isTTY = isTTY;
  }
}

/** @param usual the answer of Enter alone */
export async function askYesNo(message: string, asking: Asking, usual = true): Promise<boolean> {
  const question = { message: questionText(message, asking), default: usual, theme: theme(asking.color) };
  return settle(question.message, asking, (streams) => confirm(question, streams));
}

/** Asks for a line of text, and trims it. */
export async function askLine(
  message: string,
  check: Check,
  { usual, hides }: LineOptions,
  asking: Asking,
): Promise<string> {
  const question = {
    message: questionText(message, asking),
    maxLength: MAX_LINE,
    validate: (text: string) => check(text.trim()) ?? true,
    theme: theme(asking.color),
    ...(usual !== undefined && { default: printable(usual) }),
    ...(hides && { transformer: (text: string) => (hides(text) ? '•'.repeat(text.length) : text) }),
  };
  return (await settle(question.message, asking, (streams) => lineInput(question, streams))).trim();
}

/** One of several, by the arrow keys. Disabled ones are shown. */
export async function choose(message: string, choices: readonly Choice[], asking: Asking): Promise<string> {
  const { dim, style, ...look } = theme(asking.color);
  const question = {
    message: questionText(message, asking),
    choices: choices.map(({ name, ...choice }) => ({ ...choice, name: printable(name) })),
    theme: {
      ...look,
      icon: { cursor: '>' },
      style: {
        ...style,
        disabled: dim,
        description: (text: string) => text,
        keysHelpTip: () => dim('(arrow keys, then Enter)'),
      },
    },
  };
  return settle(question.message, asking, (streams) => select(question, streams));
}

interface Streams {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
  signal: AbortSignal;
}

/** Asks, and ends at the answer, Ctrl-C, Ctrl-D, a hang-up, a signal or the timeout. */
async function settle<T>(
  question: string,
  asking: Asking,
  ask: (streams: Streams) => Promise<T>,
): Promise<T> {
  const { input, output } = asking.terminal;
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(unanswered(asking.timeoutMs)), asking.timeoutMs);
  let isSuspended = false;
  const onKey = (_: unknown, key: { ctrl?: boolean; name?: string } | undefined) => {
    // The library handles only Ctrl-C. At Ctrl-D its line reader closes without an answer.
    if (key?.ctrl && key.name === 'd') end.abort(cancelled());
    isSuspended = key?.ctrl === true && key.name === 'z';
  };
  // After Ctrl-Z and `fg`, Node's line reader leaves its input paused.
  const onPause = () => {
    if (!isSuspended) return;
    isSuspended = false;
    output.write(`${question.split('\n').at(-1) ?? ''} `);
    input.resume();
  };
  const onGone = () => end.abort(cancelled());
  input.on('keypress', onKey).on('pause', onPause).on('end', onGone).on('error', onGone);
  const signal = AbortSignal.any([asking.signal, end.signal]);
  try {
    return await ask({ input, output, signal });
  } catch (error) {
    throw signal.aborted ? signal.reason : cancelled(error);
  } finally {
    clearTimeout(timer);
    input.off('keypress', onKey).off('pause', onPause).off('end', onGone).off('error', onGone);
  }
}

function cancelled(cause?: unknown): AwsMfaError {
  return new AwsMfaError('cancelled', 'Canceled; nothing was written.', undefined, cause);
}

function unanswered(timeoutMs: number): AwsMfaError {
  const minutes = Math.round(timeoutMs / 60_000);
  return new AwsMfaError('left_alone', `No answer for ${minutes} minutes; nothing was written.`);
}
