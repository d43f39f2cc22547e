/**
 * A standard stream. Node's own takes longer to load than the rest of a short command takes to run, so that what is
 * no terminal is written to directly, and Node's called in where the system takes no more for the moment.
 */
import { writeSync } from 'node:fs';

export interface StandardStream {
  /** @returns why it was lost, as the system has it: `ENOSPC`; nothing where it was not, and where nobody reads it */
  write: (text: string) => string | undefined;
  isTerminal: boolean;
}

/** @param nodeStream Node's own, made at the first call */
export function standardStream(
  descriptor: number,
  isTerminal: boolean,
  nodeStream: () => NodeJS.WritableStream,
): StandardStream {
  let slow: NodeJS.WritableStream | undefined;
  const write = (text: string) => {
    const { rest, lost }: Written = slow || isTerminal ? { rest: text } : writeNow(descriptor, text);
    if (rest === undefined) return lost;
    // From here on all goes the same way, so that nothing is overtaken.
    slow ??= nodeStream().on('error', () => undefined);
    slow.write(rest);
    return undefined;
  };
  return { write, isTerminal };
}

interface Written {
  /** What the system would not take for now: the pipe is full, and does not wait. */
  rest?: Buffer | string;
  lost?: string;
}

function writeNow(descriptor: number, text: string): Written {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
    return {};
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    if (code === 'EAGAIN') return { rest: bytes.subarray(written) };
    // A reader that went away (`| head`) is no failure, and there is nobody left to tell.
    return code === 'EPIPE' ? {} : { lost: code };
  }
}
