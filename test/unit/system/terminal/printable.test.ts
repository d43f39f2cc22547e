/** Nothing that moves a cursor, rings a bell or turns the direction of writing gets through. */
import { describe, expect, it } from 'vitest';
import { printable, printableJson } from '../../../../src/system/terminal/speak.ts';

const codes = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, step) => from + step);
const HARMFUL = [
  ...codes(0x00, 0x09),
  ...codes(0x0b, 0x1f),
  ...codes(0x7f, 0x9f),
  ...[0x061c, 0x200e, 0x200f, 0x2028, 0x2029, 0xfeff],
  ...codes(0x202a, 0x202e),
  ...codes(0x2066, 0x2069),
];

describe('printable', () => {
  it.each(HARMFUL)('shows %i as a mark', (code) => {
    expect(printable(`a${String.fromCodePoint(code)}b`)).toBe('a\ufffdb');
  });

  it.each(['', 'plain', 'two\nlines', '営業 ü … → ••', '😀', 'a\u00a0b'])('leaves %j alone', (text) => {
    expect(printable(text)).toBe(text);
  });

  it('every mark in a text', () => {
    expect(printable('\x1b[2J\x1b]0;x\x07')).toBe('\ufffd[2J\ufffd]0;x\ufffd');
  });
});

describe('printableJson', () => {
  it.each(HARMFUL)('escapes %i, which stays what it is', (code) => {
    const value = { a: `b${String.fromCodePoint(code)}c\n`, 営業: ['\n', '😀'] };
    const json = printableJson(value);
    expect(printable(json)).toBe(json);
    expect(JSON.parse(json)).toEqual(value);
  });
});
