/** Lines know their bytes, whatever ends them and whatever stands in them. */
import { describe, expect, it } from 'vitest';
import { splitLines, usualLineEnd } from '../../../src/shared-files/lines.ts';
import { bytes } from './bytes.ts';

const texts = (text: string) => splitLines(text).map((line) => line.text);
const lineEnd = (text: string) => usualLineEnd(text, splitLines(text));

describe('splitLines', () => {
  it.each([
    ['', []],
    ['a', ['a']],
    ['a\n', ['a']],
    ['\n\n', ['', '']],
    ['a\nb\r\nc\rd', ['a', 'b', 'c', 'd']],
    ['a\r\r\n\n', ['a', '', '']],
    ['a\v\f\x1c\x85b', ['a\v\f\x1c\x85b']],
  ])('%j is %j', (text, lines) => {
    expect(texts(text)).toEqual(lines);
  });

  it('loses no byte', () => {
    const text = 'a\r\nb\n\rc\xff\n\n d';
    const pieces = splitLines(text).map(({ start, next }) => text.slice(start, next));
    expect(pieces.join('')).toBe(text);
  });

  it('decodes each line by itself, and says which is not UTF-8', () => {
    const lines = splitLines(`${bytes('名')}\n\xe9 = 1\nplain\n`);
    expect(lines.map(({ text, isUtf8 }) => [text, isUtf8])).toEqual([
      ['名', true],
      ['\xe9 = 1', false],
      ['plain', true],
    ]);
  });

  it('leaves a byte order mark out of the first line, but no other', () => {
    const mark = '\xef\xbb\xbf';
    expect(splitLines(`${mark}[a]\n${mark}b`).map(({ start, text }) => [start, text])).toEqual([
      [3, '[a]'],
      [7, '\ufeffb'],
    ]);
    expect(splitLines(mark)).toEqual([]);
  });
});

describe('usualLineEnd', () => {
  it.each([
    ['', '\n'],
    ['a', '\n'],
    ['a\r\nb\r\nc\n', '\r\n'],
    ['a\nb\nc\r\n', '\n'],
    ['a\rb\r', '\r'],
    ['a\r\nb\n', '\n'],
  ])('of %j is %j', (text, end) => {
    expect(lineEnd(text)).toBe(end);
  });
});
