/** Writes messages to a stream: without control characters, wrapped to its width, with a mark and color. */
import type { Tone } from '../../context.ts';
import { wrapped } from '../../text/columns.ts';

const HARMFUL = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Control characters (C0 but for the line break, DEL, C1) and the marks that turn the direction of writing, each
 * shown as `�`: an escape sequence in a profile name or an error message must not move anybody's cursor.
 */
export function printable(text: string): string {
  return text.replace(HARMFUL, '\ufffd');
}

/** The same in JSON, where nothing is lost: each is written as its escape. */
export function printableJson(value: unknown): string {
  const escape = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value, undefined, 2).replace(HARMFUL, escape);
}

/** Gives a mark, a command or a whole line of that tone its color. */
export type Paint = (what: Tone | 'command', text: string) => string;

/** A stream, its width in columns, and its colors if it takes any. */
export interface Outlet {
  write: (text: string) => unknown;
  columns: number;
  paint: Paint | undefined;
  /** Whether it takes ASCII only: a file on Windows, which most programs there read in another encoding. */
  isAscii?: boolean;
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

/** In the same width, for what this program writes itself. */
const IN_ASCII: Readonly<Record<string, string>> = { '✓': '+', '•': '*', '✗': 'x', '…': '*', '→': '>' };

/**
 * Writes one message. Control characters are replaced, lines are wrapped and indented by the width of the mark, and
 * commands in backticks are shown in color, without the backticks.
 */
export function speak(
  { write: put, columns, paint = plainly, isAscii }: Outlet,
  tone: Tone,
  text: string,
): void {
  const write = (shown: string) =>
    put(isAscii ? shown.replace(/[✓•✗…→]/g, (mark) => IN_ASCII[mark] ?? mark) : shown);
  const indent = ' '.repeat(MARKS[tone].length);
  const lines = wrapped(printable(text), columns - indent.length);
  const body = lines.split('\n').join(`\n${indent}`);
  const shown = body.replace(/`([^`\n]+)`/g, (_, command: string) => paint('command', command));
  write(tone === 'debug' ? `${paint(tone, shown)}\n` : `${paint(tone, MARKS[tone])}${shown}\n`);
}

const plainly: Paint = (_, text) => text;

/** Whether terminals are to be written to in color. */
export function hasColor(env: NodeJS.ProcessEnv): boolean {
  return !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}

/** The width of a stream: of its terminal, else COLUMNS, else 80. */
export function columnsOf(stream: { isTTY?: boolean; columns?: number }, env: NodeJS.ProcessEnv): number {
  const given = Number(env['COLUMNS']);
  return (stream.isTTY && stream.columns) || (given > 0 ? given : 80);
}
