/** Commands that are meant to be copied, as text; what shells make of them is tried in test/integration. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { printable } from '../../../src/system/terminal/speak.ts';
import { option, shellCommand } from '../../../src/text/shell-command.ts';

it.each([
  ['work', 'work'],
  ['a.b/c:d@e+f-g', 'a.b/c:d@e+f-g'],
  ['my base', "'my base'"],
  ['営業', "'営業'"],
  ["it's", `'it'\\''s'`],
  ['C:\\x y', `'C:'\\\\'x y'`],
  ['%self', "'%self'"],
  ['=ls', "'=ls'"],
  ['AWS_PROFILE==ls', "AWS_PROFILE='=ls'"],
  ['$(rm -rf ~)', "'$(rm -rf ~)'"],
  ['~/work', "'~/work'"],
  ['', "''"],
])('the word %s becomes %s', (text, word) => {
  expect(shellCommand('echo', text)).toBe(`\`echo ${word}\``);
});

it.each([
  ['~/.aws/config', '~/.aws/config'],
  ['~/my files', "~/'my files'"],
  ['/my files', "'/my files'"],
  ['~other/x', "'~other/x'"],
  ['-rf', './-rf'],
])('the path %s becomes %s', (path, word) => {
  expect(shellCommand('rm', { path })).toBe(`\`rm ${word}\``);
});

it('the value of an option is never another option', () => {
  expect(shellCommand('aws-mfa', 'login', ...option('--profile', 'work'))).toBe(
    '`aws-mfa login --profile work`',
  );
  expect(shellCommand('aws-mfa', 'login', ...option('--profile', '-x'))).toBe('`aws-mfa login --profile=-x`');
});

it.each([
  'a\nb',
  'a\tb',
  '\x1b[2J',
  'a\u202eb',
  'a\u200bb',
  'a\u2028b',
  'a\ufffdb',
  'a\ud800b',
  'a`b',
  '\x7f',
])('no command is shown with %j in it', (name) => {
  const shown = shellCommand('rm', 'x', { path: name });
  expect(shown).toMatch(/^\(no command is shown: .*\)$/);
  expect(shown).not.toContain(name);
});

it('what is shown passes a terminal unchanged, in one line and with no mark of a command inside', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (words) => {
      const shown = shellCommand('echo', ...words);
      expect(printable(shown)).toBe(shown);
      expect(shown.slice(1, -1)).not.toMatch(/[\n`]/);
    }),
  );
});
