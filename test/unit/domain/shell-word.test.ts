/** Names in commands that are meant to be copied. */
import { expect, it } from 'vitest';
import { shellPath, shellWord } from '../../../src/domain/shell-word.ts';

it.each([
  ['work', 'work'],
  ['a.b/c:d@e+f%g', 'a.b/c:d@e+f%g'],
  ['my base', "'my base'"],
  ['営業', "'営業'"],
  ["it's", `'it'\\''s'`],
  ['$(rm -rf ~)', "'$(rm -rf ~)'"],
  ['', "''"],
])('%s becomes %s', (text, word) => {
  expect(shellWord(text)).toBe(word);
});

it.each([
  ['~/.aws/config', '~/.aws/config'],
  ['~/my files', "~/'my files'"],
  ['/my files', "'/my files'"],
  ['~other/x', "'~other/x'"],
])('the path %s becomes %s', (path, word) => {
  expect(shellPath(path)).toBe(word);
});
