/** A text is read once, as long as it is one of the last three. */
import { expect, it } from 'vitest';
import { remembering } from '../../../../src/domain/ini/remembering.ts';

it('reads a text again only when three others came between', () => {
  const read: string[] = [];
  const length = remembering((text) => read.push(text) && text.length);
  expect(['a', 'bb', 'a', 'ccc', 'a', 'dddd', 'a'].map(length)).toEqual([1, 2, 1, 3, 1, 4, 1]);
  expect(read).toEqual(['a', 'bb', 'ccc', 'dddd', 'a']);
});
