/** Reads one line from standard input, for `--token -`. */
import type { Readable } from 'node:stream';
import { AwsMfaError } from '../../errors.ts';

/** Characters, far more than any code; a large file given by mistake is not read to its end. */
const LONGEST = 256;

const TIMEOUT_MS = 5 * 60_000;

export interface StdinLine {
  /** Without the line break. */
  text: string;
  /** Whether more than whitespace was read after it; no other program will receive it. */
  isMore: boolean;
}

/** @returns undefined if standard input is a terminal, which is for the prompt */
export async function readStdinLine(
  stdin: NodeJS.ReadStream,
  signal: AbortSignal,
): Promise<StdinLine | undefined> {
  if (stdin.isTTY) return undefined;
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await readLine(stdin, AbortSignal.any([signal, timeout]));
  } catch (error) {
    if (signal.aborted) throw error;
    // Closed, a folder, or not open for reading.
    if (!timeout.aborted) return { text: '', isMore: false };
    throw new AwsMfaError('left_alone', 'No input on standard input for 5 minutes; nothing was written.');
  }
}

/** The first line, or all there is if the stream ends earlier. @throws the signal's reason when it is aborted */
async function readLine(stream: Readable, signal: AbortSignal): Promise<StdinLine> {
  // A signal that is aborted already emits no event.
  signal.throwIfAborted();
  let read = '';
  const stop = () => stream.destroy(signal.reason instanceof Error ? signal.reason : undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of stream) {
      read += String(chunk);
      if (read.includes('\n') || read.length > LONGEST) break;
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  signal.throwIfAborted();
  const [text = ''] = read.split(/\r?\n/, 1);
  return { text, isMore: read.slice(text.length).trim() !== '' };
}
