/**
 * A standard stream. Node's own takes longer to load than the rest of a short command takes to run, so that what is
 * no terminal is written to directly, and Node's called in where the system takes no more for the moment.
 */
import { writeSync } from 'node:fs';

export interface StandardStream {
  write: (text: string) => void;
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
    const rest = slow || isTerminal ? text : writeNow(descriptor, text);
    if (rest === undefined) return;
    // From here on all goes the same way, so that nothing is overtaken.
    slow ??= nodeStream().on('error', () => undefined);
    slow.write(rest);
  };
  return { write, isTerminal };
}

/** @returns what the system would not take for now: the pipe is full, and does not wait */
function writeNow(descriptor: number, text: string): Buffer | undefined {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(descriptor, bytes, written);
    return undefined;
  } catch (error) {
    // A reader that went away (`| head`) is no failure, and there is nobody left to tell.
    return (error as NodeJS.ErrnoException).code === 'EAGAIN' ? bytes.subarray(written) : undefined;
  }
}
