/** Commands for cmd.exe and PowerShell, as text. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shellCommand, shellOf, useShell } from '../../../src/text/shell-command.ts';

beforeEach(() => useShell('windows'));
afterEach(() => useShell('posix'));

it.each([
  ['work', 'work'],
  ['my base', '"my base"'],
  ['営業', '"営業"'],
  ["it's", `"it's"`],
  ['C:\\Users\\alice\\.aws', 'C:\\Users\\alice\\.aws'],
  ['C:\\Users\\Jörg Müller', '"C:\\Users\\Jörg Müller"'],
  ['a,b', '"a,b"'],
  ['a&b', '"a&b"'],
  ['arn:aws:iam::123456789012:mfa/alice', 'arn:aws:iam::123456789012:mfa/alice'],
  ['--profile=-x', '--profile=-x'],
  ['', '""'],
])('the word %s becomes %s', (text, word) => {
  expect(shellCommand('aws-mfa', text)).toBe(`\`aws-mfa ${word}\``);
});

it.each(['a"b', '%PATH%', '$env:x', 'a!b', 'a`b', 'a“b', 'a\nb'])('no command is shown with %j', (text) => {
  expect(shellCommand('aws-mfa', 'login', text)).toMatch(/^\(no command is shown: /);
});

describe('what POSIX calls otherwise', () => {
  it.each([
    [['rm', { path: 'C:\\a b' }], '`del "C:\\a b"`'],
    [
      ['rm', '-r', { path: 'C:\\a b' }],
      '`rmdir /s "C:\\a b"`\nIn PowerShell:\n`Remove-Item -Recurse "C:\\a b"`',
    ],
    [['chmod', 'u+w', { path: 'C:\\a' }], '`attrib -R C:\\a`'],
    [['chmod', '+x', { path: 'C:\\a' }], '`icacls C:\\a`'],
    [['mkdir', '-p', '-m', '700', { path: 'C:\\a' }], '`mkdir C:\\a`'],
    [['unset', 'A'], '`set A=`\nIn PowerShell:\n`$env:A=$null`'],
    [['unset', 'A', 'B'], '`set A=& set B=`\nIn PowerShell:\n`$env:A=$env:B=$null`'],
    [['export', 'A=b c'], '`set "A=b c"`\nIn PowerShell:\n`$env:A="b c"`'],
  ])('%j', (words, shown) => {
    expect(shellCommand(...words)).toBe(shown);
  });
});

it.each([
  [{ platform: 'linux', env: {} }, 'posix'],
  [{ platform: 'darwin', env: {} }, 'posix'],
  [{ platform: 'win32', env: {} }, 'windows'],
  [{ platform: 'win32', env: { MSYSTEM: 'MINGW64' } }, 'posix'],
] as const)('%j has a shell of the kind %s', (system, shell) => {
  expect(shellOf(system)).toBe(shell);
});
