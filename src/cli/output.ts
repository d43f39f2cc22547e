/** Writes messages to the two standard streams, in color if they take it. */
import { closeLostTerminals } from '../system/terminal/terminal.ts';
import { hasColour, printableJson, speak } from '../system/terminal/speak.ts';
import type { Output } from '../context.ts';

export interface StandardStreams extends Output {
  /** To standard error, as it is. */
  printError: (text: string) => void;
}

export async function openOutput(process: NodeJS.Process): Promise<StandardStreams> {
  closeLostTerminals(process);
  const { stdout, stderr } = process;
  // A reader that goes away (`| head`) is no failure, and there is nobody left to tell.
  [stdout, stderr].forEach((stream) => stream.on('error', () => undefined));
  const colours = hasColour(process.env) && (stdout.isTTY || stderr.isTTY);
  const paint = colours ? (await import('../system/terminal/colors.ts')).paint : undefined;
  const outlet = (stream: NodeJS.WriteStream) => ({
    write: (text: string) => stream.write(text),
    paint: stream.isTTY ? paint : undefined,
  });
  return {
    print: (text) =>
      new Promise((resolve) => {
        stdout.write(text, (error?: NodeJS.ErrnoException | null) =>
          resolve(error && error.code !== 'EPIPE' ? (error.code ?? error.message) : undefined),
        );
      }),
    printError: (text) => void stderr.write(text),
    isShown: stdout.isTTY,
    say: (tone, text) => speak(outlet(tone === 'result' || tone === 'plain' ? stdout : stderr), tone, text),
    show: (tone, text) => speak(outlet(stdout), tone, text),
    printJson: (value) => void stdout.write(`${printableJson(value)}\n`),
    columns: () => (stdout.isTTY && stdout.columns) || undefined,
  };
}
