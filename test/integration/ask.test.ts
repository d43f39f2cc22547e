/** Questions that nobody answers, on streams that stand for a terminal. */
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { askText, askYesNo, type Asking } from '../../src/system/terminal/ask.ts';
import type { Terminal } from '../../src/system/terminal/terminal.ts';

function asking(changes: Partial<Asking> = {}): Asking {
  const terminal = { input: new PassThrough(), output: new PassThrough(), close: () => undefined };
  return {
    terminal: terminal as unknown as Terminal,
    color: false,
    signal: new AbortController().signal,
    timeoutMs: 300_000,
    ...changes,
  };
}

it('a prompt left alone is given up, and nothing was written', async () => {
  const error = askText('code:', () => undefined, asking({ timeoutMs: 1 }));
  await expect(error).rejects.toMatchObject({
    kind: 'cancelled',
    message: 'No answer for 0 minutes; nothing was written.',
  });
});

it('so is a question for yes or no', async () => {
  await expect(askYesNo('really?', asking({ timeoutMs: 1 }))).rejects.toMatchObject({ kind: 'cancelled' });
});

it('a signal ends it with the reason of the signal', async () => {
  const reason = new Error('SIGTERM');
  const prompt = askText('code:', () => undefined, asking({ signal: AbortSignal.abort(reason) }));
  await expect(prompt).rejects.toBe(reason);
});

it('a terminal that goes away ends it', async () => {
  const on = asking();
  const prompt = askText('code:', () => undefined, on);
  (on.terminal.input as unknown as PassThrough).end();
  await expect(prompt).rejects.toMatchObject({ kind: 'cancelled' });
});

it('Ctrl-C as the first key opens no connection, a digit does', async () => {
  const keys: string[] = [];
  const on = asking();
  const prompt = askText('code:', () => undefined, on, { onFirstKey: () => keys.push('connect') });
  on.terminal.input.emit('keypress', '\x03', { ctrl: true, name: 'c' });
  expect(keys).toEqual([]);
  on.terminal.input.emit('keypress', '1', { name: '1' });
  on.terminal.input.emit('keypress', '2', { name: '2' });
  expect(keys).toEqual(['connect']);
  on.terminal.input.emit('keypress', '\x04', { ctrl: true, name: 'd' });
  await expect(prompt).rejects.toMatchObject({ kind: 'cancelled' });
});

it('a question that is not wanted any more is closed, and that is no error', async () => {
  const close = new AbortController();
  const prompt = askText('code:', () => undefined, asking(), {
    onDrawn: () => close.abort(),
    closed: close.signal,
  });
  expect(await prompt).toBeUndefined();
});
