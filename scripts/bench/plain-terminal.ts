/** A pseudo-terminal without a screen, so that the time to draw it is not measured. */
import pty from '@lydell/node-pty';
import type { Program } from '../../test/support/program.ts';

export interface PlainTerminal {
  type(text: string): void;
  /** Resolves when the program has written this since the last wait. Rejects if it ends before, or after a minute. */
  waitFor(text: string): Promise<void>;
  exit: Promise<void>;
}

export function openPlainTerminal([command, ...args]: Program, env: Record<string, string>): PlainTerminal {
  const child = pty.spawn(command, args, { name: 'xterm-256color', cols: 80, rows: 24, env });
  let written = '';
  let look = (): void => undefined;
  child.onData((data) => {
    written += data;
    look();
  });
  const exit = new Promise<void>((resolve) => child.onExit(() => resolve()));
  const waitFor = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      look = () => {
        if (!written.includes(text)) return;
        written = '';
        resolve();
      };
      look();
      void exit.then(() => reject(new Error(`It ended without "${text}": ${written}`)));
      setTimeout(() => reject(new Error(`It has not written "${text}": ${written}`)), 60_000).unref();
    });
  return { type: (text) => child.write(text), waitFor, exit };
}
