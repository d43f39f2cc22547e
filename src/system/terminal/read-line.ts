/** Reads one line from a pipe, for `--token -`. */
import type { Readable } from 'node:stream';

/** Far more than any code with blanks around it; a file given by mistake is not read to its end. */
const LONGEST = 256;

export interface StdinLine {
  /** Without its end. */
  text: string;
  /** Whether more than blanks was read on behind it: nobody else will get that. */
  isMore: boolean;
}

/**
 * The first line; what is there where the stream ends earlier.
 * @throws the signal's reason when it is aborted
 */
export async function readLine(stream: Readable, signal: AbortSignal): Promise<StdinLine> {
  // One that comes too early is no event any more.
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
