/**
 * The alternate screen of a terminal, for what must not stay on the screen or in the scrollback. Its lines are erased one
 * by one before it is left: a terminal without such a screen would keep them, and one that erases a whole screen at once
 * may move it to the scrollback.
 */
import type { Screen } from '../../context.ts';
import { askText, type Asking } from './ask.ts';

/** Milliseconds for one question: somebody may have to install an app first. */
const TIMEOUT_MS = 15 * 60_000;

/** Called only for a terminal with escape sequences. */
export function openScreen(asking: Asking): Screen {
  const { output } = asking.terminal;
  // Some pseudo-terminals have no size.
  const size = () => ({ columns: output.columns || 80, rows: output.rows || 24 });
  const erase = () => {
    const lines = Array.from({ length: size().rows }, (_, row) => `${at(row, 0)}\x1b[2K`);
    return `${lines.join('')}${at(0, 0)}`;
  };
  output.write(`\x1b[?1049h`);
  return {
    size,
    hasColor: asking.color,
    draw: (lines) => void output.write(`${erase()}${lines.map((line) => `${line}\r\n`).join('')}`),
    write: ({ row, column }, text) => void output.write(`\x1b7${at(row, column)}\x1b[K${text}\x1b8`),
    askCode: async (message, check) => {
      const resized = new AbortController();
      const onResize = () => resized.abort();
      output.once('resize', onResize);
      try {
        return await askText(
          message,
          check,
          { ...asking, timeoutMs: TIMEOUT_MS },
          { closed: resized.signal },
        );
      } finally {
        output.off('resize', onResize);
      }
    },
    close: () => void output.write(`${erase()}\x1b[?1049l`),
  };
}

function at(row: number, column: number): string {
  return `\x1b[${row + 1};${column + 1}H`;
}
