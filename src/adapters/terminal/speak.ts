/**
 * The one place where text meets a stream: it is made harmless there and gets its mark and colour, so that nobody
 * else needs to know of either.
 */
import { Chalk, type ChalkInstance } from 'chalk';
import { printable } from './printable.ts';

export type Tone =
  | 'result' // what was asked for
  | 'plain' // goes with the line before it
  | 'note' // worth knowing
  | 'warning' // worth acting on
  | 'error' // it did not work
  | 'remedy' // what to do about it
  | 'debug'; // asked for by --debug

/** A stream, and whether it takes colour. */
export interface Outlet {
  write(text: string): unknown;
  colour: boolean;
}

const MARKS: Record<Tone, string> = {
  result: '✓ ',
  plain: '  ',
  note: '• ',
  warning: '! ',
  error: '✗ ',
  remedy: '  ',
  debug: '',
};

/** Writes one line, or several where the text has line breaks. What stands in backticks is a command, and is set off. */
export function speak(outlet: Outlet, tone: Tone, text: string): void {
  const chalk = new Chalk({ level: outlet.colour ? 1 : 0 });
  const indent = ' '.repeat(MARKS[tone].length);
  const body = printable(text).split('\n').join(`\n${indent}`);
  const shown = body.replace(/`([^`\n]+)`/g, (_, command: string) => chalk.cyan(command));
  outlet.write(paint(chalk, tone, MARKS[tone], shown) + '\n');
}

function paint(chalk: ChalkInstance, tone: Tone, mark: string, text: string): string {
  switch (tone) {
    case 'result':
      return chalk.green(mark) + text;
    case 'plain':
    case 'remedy':
      return mark + text;
    case 'note':
      return chalk.blue(mark) + text;
    case 'warning':
      return chalk.yellow(mark) + text;
    case 'error':
      return chalk.red(mark) + text;
    case 'debug':
      return chalk.dim(text);
  }
}
