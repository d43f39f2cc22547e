/** The code on standard input, and what is made of a stream on which none comes. */
import { PassThrough, Readable } from 'node:stream';
import { afterEach, expect, it, vi } from 'vitest';
import { readStdinLine, type StdinLine } from '../../../../src/system/terminal/stdin-line.ts';
import { rejectedBy, told } from '../../../support/thrown-by.ts';

const never = new AbortController().signal;
const read = (stream: Readable, signal = never) =>
  readStdinLine(stream as unknown as NodeJS.ReadStream, signal);

afterEach(() => {
  vi.restoreAllMocks();
});

it.each<[chunks: string[], line: StdinLine]>([
  [['123456\n'], { text: '123456', isMore: false }],
  [['123', '456\r\n'], { text: '123456', isMore: false }],
  [['123456'], { text: '123456', isMore: false }],
  [['123456\n \n'], { text: '123456', isMore: false }],
  [['123456\ndata'], { text: '123456', isMore: true }],
  [['123', '456\n\ndata'], { text: '123456', isMore: true }],
  [[], { text: '', isMore: false }],
])('%j', async (chunks, line) => {
  expect(await read(Readable.from(chunks))).toEqual(line);
});

it('what comes later is left alone', async () => {
  const stream = new PassThrough();
  stream.write('123456\n');
  expect(await read(stream)).toEqual({ text: '123456', isMore: false });
});

it('a file that was given by mistake is not read to its end', async () => {
  let chunks = 0;
  const endless = Readable.from(
    (function* () {
      for (; ; chunks++) yield 'x'.repeat(100);
    })(),
  );
  expect(await read(endless)).toMatchObject({ isMore: false });
  expect(chunks).toBeLessThan(20);
});

it('is left alone where it is a terminal', async () => {
  expect(await read(Object.assign(new PassThrough(), { isTTY: true }))).toBeUndefined();
});

it('is empty where it cannot be read', async () => {
  expect(await read(new PassThrough().destroy(new Error('EISDIR')))).toEqual({ text: '', isMore: false });
});

it('is given up when nothing comes', async () => {
  const late = new AbortController();
  const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal);
  const line = read(new PassThrough());
  late.abort(new DOMException('late', 'TimeoutError'));
  expect(told(await rejectedBy(line))).toBe(
    'cancelled: No input on standard input for 5 minutes; nothing was written. | ',
  );
  expect(timeout).toHaveBeenCalledWith(300_000);
});

it('ends as the person ends it', async () => {
  const stop = new AbortController();
  const line = read(new PassThrough(), stop.signal);
  stop.abort(new Error('Ctrl-C'));
  await expect(line).rejects.toThrow('Ctrl-C');
});
