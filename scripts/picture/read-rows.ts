/** The screen of a terminal as rows of text with their colors, after all escape sequences have been carried out. */
import xterm from '@xterm/headless';

export interface Style {
  /** Of the sixteen colors of a terminal; nothing for its usual one. */
  color: number | undefined;
  bold: boolean;
  dim: boolean;
}

/** A piece of a row in one style. */
export interface Run {
  /** The column that it begins in, from 0. */
  at: number;
  text: string;
  style: Style;
}

export type Row = Run[];

/** @param output what a program wrote to a terminal with so many columns */
export async function readRows(output: string, columns: number): Promise<Row[]> {
  const terminal = new xterm.Terminal({ cols: columns, rows: 100, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(output, resolve));
  const { active } = terminal.buffer;
  const rows = Array.from({ length: active.length }, (_, at) => readRow(active.getLine(at), columns));
  return rows.slice(rows.findIndex(isFilled), rows.findLastIndex(isFilled) + 1);
}

export function textOf(row: Row): string {
  let text = '';
  for (const run of row) text = text.padEnd(run.at) + run.text;
  return text.trimEnd();
}

/** An empty prompt, which waits for the next command, counts for nothing. */
function isFilled(row: Row): boolean {
  return !/^\$?$/.test(textOf(row));
}

function readRow(line: xterm.IBufferLine | undefined, columns: number): Row {
  const row: Row = [];
  for (let at = 0; at < columns; at += 1) {
    const cell = line?.getCell(at);
    if (!cell) break;
    const [last, text, style] = [row.at(-1), cell.getChars() || ' ', styleOf(cell)];
    if (last && isSame(last.style, style)) last.text += text;
    else row.push({ at, text, style });
  }
  return row.filter(({ text }) => text.trim() !== '');
}

function styleOf(cell: xterm.IBufferCell): Style {
  return {
    color: cell.isFgPalette() ? cell.getFgColor() : undefined,
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
  };
}

function isSame(one: Style, other: Style): boolean {
  return one.color === other.color && one.bold === other.bold && one.dim === other.dim;
}
