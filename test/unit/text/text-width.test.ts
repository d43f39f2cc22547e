/** Texts padded and shortened to a number of columns. */
import { describe, expect, it } from 'vitest';
import { padded, shortened, textWidth } from '../../../src/text/columns.ts';

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
