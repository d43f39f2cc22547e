/** One line from a pipe: what `--token -` reads. */
import type { Readable } from 'node:stream';

/** Far more than any code with blanks around it; a file given by mistake is not read to its end. */
const LONGEST = 256;

/**
 * The first line, without its end; what is there where the stream ends earlier.
 * @throws the signal's reason when it is aborted
 */
export async function readLine(stream: Readable, signal: AbortSignal): Promise<string> {
  let text = '';
  const stop = () => stream.destroy(signal.reason instanceof Error ? signal.reason : undefined);
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of stream) {
      text += String(chunk);
      if (text.includes('\n') || text.length > LONGEST) break;
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
  signal.throwIfAborted();
  return text.split(/\r?\n/, 1)[0] ?? '';
}
