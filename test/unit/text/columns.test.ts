/** Texts padded, shortened and wrapped to the columns of a terminal. */
import { describe, expect, it } from 'vitest';
import { padded, shortened, textWidth, wrapped } from '../../../src/text/columns.ts';

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

it.each([
  ['what fits stays as it is', 'one two', 7, 'one two'],
  ['between words', 'one two three', 7, 'one two\nthree'],
  ['as many words as fit', 'a b c d e f', 5, 'a b c\nd e f'],
  ['a word that is too long has a line of its own', 'a toolongword b', 5, 'a\ntoolongword\nb'],
  ['several lines, each by itself', 'one two\nthree four', 8, 'one two\nthree\nfour'],
  ['a command is not broken', 'do this:\n`unset A B C D`', 8, 'do this:\n`unset A B C D`'],
  ['a command in the middle of a line neither', 'then `a b c d` again', 8, 'then\n`a b c d`\nagain'],
  ['nor is it parted from what stands right behind it', 'so: `a b`, or', 6, 'so:\n`a b`,\nor'],
  ['backticks take no room', 'or `a b` so', 9, 'or `a b` so'],
  ['a line with a lone backtick stays whole', 'a `b `c  d`', 4, 'a `b `c  d`'],
  ['wide characters take two columns', '営業 部長', 8, '営業\n部長'],
  ['columns of blanks stay where they fit', 'PROFILE    LEFT', 15, 'PROFILE    LEFT'],
  ['an indented line keeps its indent', '  one two three', 9, '  one two\n  three'],
  ['no room at all', 'one `a b`', -1, 'one\n`a b`'],
  ['no limit', 'one two '.repeat(99), Infinity, 'one two '.repeat(99)],
  ['nothing', '', 0, ''],
])('%s', (_, text, columns, expected) => {
  expect(wrapped(text, columns)).toBe(expected);
});
