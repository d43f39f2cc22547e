/** A text is read once, as long as it is one of the last eight that were asked for. */
import { expect, it } from 'vitest';
import { memoize } from '../../../src/text/memoize.ts';

const OTHERS = ['1', '2', '3', '4', '5', '6', '7'];

function readingsOf(texts: string[]): string[] {
  const read: string[] = [];
  const remembered = memoize((text) => {
    read.push(text);
    return `${text}!`;
  });
  expect(texts.map(remembered)).toEqual(texts.map((text) => `${text}!`));
  return read;
}

it('knows a text when seven others came between', () => {
  expect(readingsOf(['a', ...OTHERS, 'a'])).toEqual(['a', ...OTHERS]);
});

it('reads it again after an eighth, but for one that was asked for meanwhile', () => {
  expect(readingsOf(['a', ...OTHERS, 'b', 'a'])).toEqual(['a', ...OTHERS, 'b', 'a']);
  expect(readingsOf(['a', ...OTHERS, 'a', 'b', 'a'])).toEqual(['a', ...OTHERS, 'b']);
});
