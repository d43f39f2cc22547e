/** Blank is what is blank to Python. */
import { describe, expect, it } from 'vitest';
import { indentOf, strip } from '../../../src/shared-files/lines.ts';

/** Every character for which Python 3.11 answers True to `str.isspace()`. */
const PYTHON = [
  ...[0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1c, 0x1d, 0x1e, 0x1f, 0x20, 0x85, 0xa0, 0x1680],
  ...[0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a],
  ...[0x2028, 0x2029, 0x202f, 0x205f, 0x3000],
];

describe('white space', () => {
  it('is the same as to Python', () => {
    const codes = Array.from({ length: 0x10000 }, (_, code) => code);
    expect(codes.filter((code) => strip(String.fromCharCode(code)) === '')).toEqual(PYTHON);
  });

  it('goes at both ends only', () => {
    expect(strip('\t\x1c a b\x85 ')).toBe('a b');
    expect(strip(' \t ')).toBe('');
    expect(strip('\ufeffa')).toBe('\ufeffa');
  });

  it('is counted at the beginning', () => {
    expect([indentOf('a '), indentOf(' \ta'), indentOf('   '), indentOf('')]).toEqual([0, 2, 3, 0]);
  });
});
