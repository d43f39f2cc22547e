/** How the program speaks: on the two standard streams, in colour where they take any. */
import { isTerminal } from './adapters/terminal/is-terminal.ts';
import { closeLostTerminals } from './adapters/terminal/lost-terminals.ts';
import { printableJson } from './adapters/terminal/printable.ts';
import { speak } from './adapters/terminal/speak.ts';
import { standardStream, type StandardStream } from './adapters/terminal/standard-stream.ts';
import type { Say } from './commands/person/say.ts';

export interface Voice {
  stdout: StandardStream;
  stderr: StandardStream;
  /** The result, and what goes with it, to standard output; all else to standard error. */
  say: Say;
  /** All of it to standard output. */
  show: Say;
  printJson(value: unknown): void;
  /** Of the terminal that standard output is; nothing where it is none, or does not know. */
  columns(): number | undefined;
}

export async function openVoice(process: NodeJS.Process): Promise<Voice> {
  const loadTty = () => process.getBuiltinModule('node:tty');
  process.on('exit', () => closeLostTerminals(loadTty));
  const stdout = standardStream(1, isTerminal(1, loadTty), () => process.stdout);
  const stderr = standardStream(2, isTerminal(2, loadTty), () => process.stderr);
  const paint =
    hasColour(process.env) && (stdout.isTerminal || stderr.isTerminal)
      ? (await import('./adapters/terminal/colours.ts')).paint
      : undefined;
  const outlet = ({ write, isTerminal }: StandardStream) => ({
    write,
    paint: isTerminal ? paint : undefined,
  });
  return {
    stdout,
    stderr,
    say: (tone, text) => speak(outlet(tone === 'result' || tone === 'plain' ? stdout : stderr), tone, text),
    show: (tone, text) => speak(outlet(stdout), tone, text),
    printJson: (value) => stdout.write(`${printableJson(value)}\n`),
    columns: () => (stdout.isTerminal && process.stdout.columns) || undefined,
  };
}

/** Whether terminals are to be written to in colour. */
export function hasColour(env: NodeJS.ProcessEnv): boolean {
  return !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
