/** The standard output and error of this process, as the output of the commands. */
import { closeSync } from 'node:fs';
import { isatty } from 'node:tty';
import type { Output } from '../context.ts';
import { columnsOf, hasColor, printableJson, speak } from '../system/terminal/speak.ts';

/** Opens the two standard streams for messages, in color if they take it. */
export async function openOutput(process: NodeJS.Process): Promise<Output> {
  closeLostTerminals(process);
  const { stdout, stderr } = process;
  // Without a listener, an error would end the process.
  [stdout, stderr].forEach((stream) => stream.on('error', () => undefined));
  const { write, lost } = countedWrites(stdout);
  const colors = hasColor(process.env) && (stdout.isTTY || stderr.isTTY);
  const paint = colors ? (await import('../system/terminal/colors.ts')).paint : undefined;
  const outlet = (stream: NodeJS.WriteStream) => ({
    write: stream === stdout ? write : (text: string) => stream.write(text),
    columns: columnsOf(stream, process.env),
    paint: stream.isTTY ? paint : undefined,
    isAscii: process.platform === 'win32' && !stream.isTTY,
  });
  return {
    print: (text) => {
      write(text);
      return lost();
    },
    lost,
    printError: (text) => void stderr.write(text),
    isShown: stdout.isTTY,
    say: (tone, text) => speak(outlet(tone === 'result' || tone === 'plain' ? stdout : stderr), tone, text),
    show: (tone, text) => speak(outlet(stdout), tone, text),
    printJson: (value) => write(`${printableJson(value)}\n`),
    columns: () => columnsOf(stdout, process.env),
  };
}

/** Writes to a stream, and remembers the first error. A pipe that its reader has closed (`| head`) is none. */
function countedWrites(stream: NodeJS.WriteStream) {
  let last = Promise.resolve();
  let failure: NodeJS.ErrnoException | undefined;
  return {
    write: (text: string): void => {
      last = new Promise((resolve) => {
        stream.write(text, (error) => {
          failure ??= error ?? undefined;
          resolve();
        });
      });
    },
    lost: async (): Promise<string | undefined> => {
      await last;
      return failure?.code === 'EPIPE' ? undefined : (failure?.code ?? failure?.message);
    },
  };
}

/**
 * At exit, Node restores the settings of every standard stream that was a terminal, and aborts if the terminal is gone,
 * with a core file that holds keys. It skips closed streams, so they are closed here.
 */
function closeLostTerminals(process: NodeJS.Process): void {
  const terminals = [0, 1, 2].filter((descriptor) => isatty(descriptor));
  process.on('exit', () => terminals.filter((descriptor) => !isatty(descriptor)).forEach(closeQuietly));
}

function closeQuietly(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // It is closed already.
  }
}
