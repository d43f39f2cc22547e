/** Whole files before and after keys are taken out. */
import { describe, expect, it } from 'vitest';
import { removeKeys } from '../../../src/shared-files/remove-keys.ts';
import { file } from './bytes.ts';

const removed = (text: string) => removeKeys(text, ['mfa'], ['key', 'token']);

describe('removeKeys', () => {
  it.each([
    ['nothing where there is no such section', ['[a]', 'key = 1'], ['[a]', 'key = 1']],
    ['nothing where there is no such key', ['', '[mfa]'], ['', '[mfa]']],
    [
      'keys in any spelling',
      ['[mfa]', 'KEY: 1', 'region = x', 'Key=2', 'token = 3', '  4'],
      ['[mfa]', 'region = x'],
    ],
    ['keys, but no comment', ['[mfa]', '# x', 'key = 1'], ['[mfa]', '# x']],
    ['keys, but no comment within', ['[mfa]', 'key = 1', '# x', '  2'], ['[mfa]', '# x']],
    ['keys, but no comment of the header', ['[mfa] # x', 'key = 1'], ['[mfa] # x']],
    ['the whole section', ['[mfa]', 'key = 1', 'token = 2'], []],
    ['the section with the blank line above', ['[a]', 'b = 1', '', '[mfa]', 'key = 1'], ['[a]', 'b = 1']],
    [
      'the section between two others',
      ['[a]', '', '[mfa]', 'key = 1', '', '# b', '[b]'],
      ['[a]', '', '# b', '[b]'],
    ],
    [
      'the section, not what sets the next one apart',
      ['[a]', '', '[mfa]', 'key = 1', '[b]'],
      ['[a]', '', '[b]'],
    ],
    ['the section, not a comment above', ['# x', '[mfa]', 'key = 1'], ['# x']],
    ['the section, not the comment of the next', ['[mfa]', 'key = 1', '# b', '[b]'], ['# b', '[b]']],
    ['one blank line of two', ['[a]', '', '', '[mfa]', 'key = 1'], ['[a]', '']],
    ['blank lines within', ['[mfa]', '', 'key = 1', '', 'token = 2', ''], ['']],
    ['keys only, where a line means nothing', ['[mfa]', 'junk', 'key = 1'], ['[mfa]', 'junk']],
    [
      'keys only, ahead of an indented header',
      ['[a]', 'b = 1', '[mfa]', ' key = 1', ' [c]'],
      ['[a]', 'b = 1', '[mfa]', ' [c]'],
    ],
    ['keys of a section that stands twice', ['[mfa]', 'key = 1', '[a]', '[mfa]', 'token = 2'], ['[a]']],
  ])('takes out %s', (_, before, after) => {
    expect(removed(file(...before))).toBe(file(...after));
  });

  it('leaves a byte order mark and the line ends of others', () => {
    expect(removed('\xef\xbb\xbf[mfa]\nkey = 1\n[b]\r\n')).toBe('\xef\xbb\xbf[b]\r\n');
    expect(removed('[a]\r\nb = \xff\r\n\r\n[mfa]\r\nkey = 1')).toBe('[a]\r\nb = \xff\r\n');
  });
});
