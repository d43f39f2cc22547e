/** The screen of a terminal without a window, after its escape sequences are applied. */
import xterm from '@xterm/headless';

/** A character and its colors, numbers of the 256; undefined for the terminal's own. */
export interface Cell {
  text: string;
  ink: number | undefined;
  ground: number | undefined;
}

export interface Screen {
  write: (data: string) => void;
  /** Everything that was written, unchanged. */
  raw: () => string;
  /** All lines, from the first to the last that is not empty, without padding. */
  text: () => string;
  /** What a window shows now, row by row. */
  cells: () => Cell[][];
  /** Resolves when everything written so far is on the screen. */
  settled: () => Promise<void>;
  /** Calls `listener` on every change of the screen. @returns a function that stops it */
  onChange: (listener: () => void) => () => void;
  resize: (cols: number, rows: number) => void;
}

export function emulateScreen(cols: number, rows: number): Screen {
  const terminal = new xterm.Terminal({ cols, rows, scrollback: 10_000, allowProposedApi: true });
  let raw = '';
  return {
    write: (data) => {
      raw += data;
      terminal.write(data);
    },
    raw: () => raw,
    text: () => textOf(terminal.buffer.active),
    cells: () => cellsOf(terminal),
    settled: () => new Promise((resolve) => terminal.write('', resolve)),
    onChange: (listener) => {
      const subscription = terminal.onWriteParsed(listener);
      return () => subscription.dispose();
    },
    resize: (newCols, newRows) => terminal.resize(newCols, newRows),
  };
}

/** Joins the rows of a line that was too long for the terminal. */
function textOf(buffer: xterm.IBuffer): string {
  let text = '';
  for (let row = 0; row < buffer.length; row += 1) {
    const line = buffer.getLine(row);
    if (line === undefined) break;
    const goesOn = buffer.getLine(row + 1)?.isWrapped ?? false;
    text += goesOn ? line.translateToString(false) : `${line.translateToString(true)}\n`;
  }
  return text.replace(/\n+$/, '');
}

function cellsOf({ buffer: { active }, rows, cols }: xterm.Terminal): Cell[][] {
  return Array.from({ length: rows }, (_, row) => {
    const line = active.getLine(active.viewportY + row);
    return Array.from({ length: cols }, (__, column) => {
      const cell = line?.getCell(column);
      return {
        text: cell?.getChars() ?? '',
        ink: cell?.isFgPalette() ? cell.getFgColor() : undefined,
        ground: cell?.isBgPalette() ? cell.getBgColor() : undefined,
      };
    });
  });
}
