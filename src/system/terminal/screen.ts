/**
 * The alternate screen of a terminal, for what must not stay on the screen or in the scrollback. Its lines are erased one
 * by one before it is left: a terminal without such a screen would keep them, and one that erases a whole screen at once
 * may move it to the scrollback.
 */
import type { Screen } from '../../context.ts';
import { askText, type Asking } from './ask.ts';

/** Milliseconds for one question: somebody may have to install an app first. */
const TIMEOUT_MS = 15 * 60_000;

/**
 * Called only for a terminal with escape sequences.
 * @param suspends whether Ctrl-Z stops this process: the shell gets its own screen back until `fg`
 */
export function openScreen(asking: Asking, suspends: boolean): Screen {
  const { input, output } = asking.terminal;
  let isOpen = false;
  // Some pseudo-terminals have no size.
  const size = () => ({ columns: output.columns || 80, rows: output.rows || 24 });
  const erase = () => {
    const lines = Array.from({ length: size().rows }, (_, row) => `${at(row, 0)}\x1b[2K`);
    return `${lines.join('')}${at(0, 0)}`;
  };
  const open = () => {
    output.write('\x1b[?1049h');
    isOpen = true;
  };
  const close = () => {
    if (isOpen) output.write(`${erase()}\x1b[?1049l`);
    isOpen = false;
  };
  // Before readline, which stops the process at this key.
  const onKey = (_: unknown, key: { ctrl?: boolean; name?: string } | undefined) => {
    if (suspends && key?.ctrl && key.name === 'z') close();
  };
  open();
  return {
    size,
    hasColor: asking.color,
    draw: (lines) => void output.write(`${erase()}${lines.map((line) => `${line}\r\n`).join('')}`),
    write: ({ row, column }, text) => {
      if (isOpen) output.write(`\x1b7${at(row, column)}\x1b[K${text}\x1b8`);
    },
    askCode: async (message, check) => {
      const changed = new AbortController();
      const onResize = () => changed.abort();
      // As readline does after `fg`.
      const onPause = () => {
        if (isOpen) return;
        open();
        changed.abort();
      };
      output.once('resize', onResize);
      input.on('keypress', onKey).on('pause', onPause);
      try {
        return await askText(
          message,
          check,
          { ...asking, timeoutMs: TIMEOUT_MS },
          { closed: changed.signal },
        );
      } finally {
        output.off('resize', onResize);
        input.off('keypress', onKey).off('pause', onPause);
      }
    },
    close,
  };
}

function at(row: number, column: number): string {
  return `\x1b[${row + 1};${column + 1}H`;
}
