/** Reads the output of a terminal as rows of text with their colors. */
import xterm from '@xterm/headless';

export interface Style {
  /** One of the terminal's sixteen colors, or undefined for the default. */
  color: number | undefined;
  bold: boolean;
  dim: boolean;
}

/** A piece of a row in one style. */
export interface Run {
  /** Its first column, from 0. */
  at: number;
  text: string;
  style: Style;
}

export type Row = Run[];

/** @param output what programs wrote to a terminal of that many columns, with escape sequences */
export async function readRows(output: string, columns: number): Promise<Row[]> {
  const terminal = new xterm.Terminal({ cols: columns, rows: 200, allowProposedApi: true });
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

/** Whether the row has more than an empty shell prompt. */
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
