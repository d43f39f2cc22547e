/** Writes messages to the two standard streams, in color if they take it. */
import { closeLostTerminals } from '../system/terminal/terminal.ts';
import { printableJson, speak } from '../system/terminal/speak.ts';
import type { Say } from '../context.ts';

export interface Voice {
  /** To standard output, as it is. @returns why it was lost, as the system has it; nothing where it was not, or nobody reads it */
  print: (text: string) => Promise<string | undefined>;
  /** To standard error, as it is. */
  printError: (text: string) => void;
  /** Whether standard output is a terminal. */
  isShown: boolean;
  /** The result, and what goes with it, to standard output; all else to standard error. */
  say: Say;
  /** All of it to standard output. */
  show: Say;
  printJson(value: unknown): void;
  /** Of the terminal that standard output is; nothing where it is none, or does not know. */
  columns(): number | undefined;
}

export async function openVoice(process: NodeJS.Process): Promise<Voice> {
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

/** Whether terminals are to be written to in colour. */
export function hasColour(env: NodeJS.ProcessEnv): boolean {
  return !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
