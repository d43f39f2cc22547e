/** The first line of a stream, and whether it took something else with it. */
import { PassThrough, Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { readLine, type StdinLine } from '../../../../src/system/terminal/stdin-line.ts';

const never = new AbortController().signal;

it.each<[chunks: string[], line: StdinLine]>([
  [['123456\n'], { text: '123456', isMore: false }],
  [['123', '456\r\n'], { text: '123456', isMore: false }],
  [['123456'], { text: '123456', isMore: false }],
  [['123456\n \n'], { text: '123456', isMore: false }],
  [['123456\ndata'], { text: '123456', isMore: true }],
  [['123', '456\n\ndata'], { text: '123456', isMore: true }],
  [[], { text: '', isMore: false }],
])('%j', async (chunks, line) => {
  expect(await readLine(Readable.from(chunks), never)).toEqual(line);
});

it('what comes later is left alone', async () => {
  const stream = new PassThrough();
  stream.write('123456\n');
  expect(await readLine(stream, never)).toEqual({ text: '123456', isMore: false });
});

it('a file that was given by mistake is not read to its end', async () => {
  let chunks = 0;
  const endless = Readable.from(
    (function* () {
      for (; ; chunks++) yield 'x'.repeat(100);
    })(),
  );
  expect(await readLine(endless, never)).toMatchObject({ isMore: false });
  expect(chunks).toBeLessThan(20);
});

it('a signal ends the reading', async () => {
  const stop = new AbortController();
  const line = readLine(new PassThrough(), stop.signal);
  stop.abort(new Error('stop'));
  await expect(line).rejects.toThrow('stop');
});
