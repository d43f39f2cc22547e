/** When a file looks as if somebody were still writing it. */
import { expect, it } from 'vitest';
import { lacksKeys } from '../../../../src/domain/ini/lacks-keys.ts';

const FILE = '[a]\nx = 1\n[b]\ny = 2\nz = 3\n';

it.each([
  ['nothing at all', ''],
  ['half of it', '[a]\nx = 1\n[b'],
  ['a section without one of its keys', '[a]\nx = 1\n[b]\ny = 2\n'],
  ['another section instead', '[a]\nx = 1\n[constructor]\ny = 2\nz = 3\n'],
])('is short of something: %s', (_, text) => {
  expect(lacksKeys(text, FILE)).toBe(true);
});

it.each([
  ['the same', FILE],
  ['other values', FILE.replaceAll('2', '4')],
  ['more keys and sections', `${FILE}k = 5\n[c]\n`],
  ['another order, other comments', '# c\n[b]\nz = 3\ny = 2\n\n[a]\nx = 1\n'],
])('is short of nothing: %s', (_, text) => {
  expect(lacksKeys(text, FILE)).toBe(false);
});
