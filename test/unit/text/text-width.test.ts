/** How many columns of a terminal a text takes, checked against what terminals do. */
import { describe, expect, it } from 'vitest';
import { padded, shortened, textWidth } from '../../../src/text/columns.ts';

describe('textWidth', () => {
  it.each([
    ['', 0],
    ['mfa', 3],
    ['営業', 4],
    ['ひらがな', 8],
    ['한국', 4],
    ['ﾊﾝｶｸ', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['🚀', 2],
    ['👩\u200d💻', 4],
    ['a営b', 4],
    ['…', 1],
    ['ö', 1],
    ['\u{20000}', 2],
  ])('%j: %i', (text, columns) => {
    expect(textWidth(text)).toBe(columns);
  });
});

describe('padded', () => {
  it.each([
    ['mfa', 5, 'mfa  '],
    ['営業', 5, '営業 '],
    ['mfa', 3, 'mfa'],
    ['mfa', 2, 'mfa'],
  ])('%j to %i', (text, columns, expected) => {
    expect(padded(text, columns)).toBe(expected);
  });
});

describe('shortened', () => {
  it.each([
    ['mfa/alice', 9, 'mfa/alice'],
    ['mfa/alice', 8, 'mfa/ali…'],
    ['mfa/alice', 1, '…'],
    ['営業部', 6, '営業部'],
    ['営業部', 5, '営業…'],
    ['営業部', 4, '営…'],
    ['🚀🚀', 3, '🚀…'],
    ['', 0, ''],
  ])('%j to %i', (text, columns, expected) => {
    expect(shortened(text, columns)).toBe(expected);
    expect(textWidth(shortened(text, columns))).toBeLessThanOrEqual(columns);
  });
});
