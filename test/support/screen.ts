/** A terminal's screen without a window: what is written, after its escape sequences have been carried out. */
import xterm from '@xterm/headless';

export interface Screen {
  write: (data: string) => void;
  /** All that was written, as it came. */
  raw: () => string;
  /** The lines from the first ever shown to the last that is not empty, with just the blanks that were written. */
  text: () => string;
  /** Resolves when all that was written so far is on the screen. */
  settled: () => Promise<void>;
  /** Calls `listener` whenever something has come onto the screen; returns how to stop it. */
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
    settled: () => new Promise((resolve) => terminal.write('', resolve)),
    onChange: (listener) => {
      const subscription = terminal.onWriteParsed(listener);
      return () => subscription.dispose();
    },
    resize: (newCols, newRows) => terminal.resize(newCols, newRows),
  };
}

/** A line that was too long for the terminal, and goes on in the next row, is one line again. */
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
