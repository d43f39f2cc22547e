/** The code on standard input, and what is made of a stream on which none comes. */
import { PassThrough } from 'node:stream';
import { afterEach, expect, it, vi } from 'vitest';
import { readStdinLine } from '../../src/system/terminal/stdin-line.ts';
import { rejectedBy, told } from '../support/thrown-by.ts';

const never = new AbortController().signal;

function stdin(more: object = {}): NodeJS.ReadStream & PassThrough {
  return Object.assign(new PassThrough(), more) as unknown as NodeJS.ReadStream & PassThrough;
}

afterEach(() => {
  vi.restoreAllMocks();
});

it('is read up to the end of its line', async () => {
  const stream = stdin();
  stream.write('123456\n');
  expect(await readStdinLine(stream, never)).toEqual({ text: '123456', isMore: false });
});

it('is left alone where it is a terminal', async () => {
  expect(await readStdinLine(stdin({ isTTY: true }), never)).toBeUndefined();
});

it('is empty where it cannot be read', async () => {
  expect(await readStdinLine(stdin().destroy(new Error('EISDIR')), never)).toEqual({
    text: '',
    isMore: false,
  });
});

it('is given up when nothing comes', async () => {
  const late = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal);
  const line = readStdinLine(stdin(), never);
  late.abort(new DOMException('late', 'TimeoutError'));
  expect(told(await rejectedBy(line))).toBe(
    'cancelled: No input on standard input for 5 minutes; nothing was written. | ',
  );
  expect(timeout).toHaveBeenCalledWith(300_000);
});

it('ends as the person ends it', async () => {
  const stop = new AbortController();
  const line = readStdinLine(stdin(), stop.signal);
  stop.abort(new Error('Ctrl-C'));
  await expect(line).rejects.toThrow('Ctrl-C');
});
