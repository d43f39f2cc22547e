/** How each tone looks, with color and without. */
import { describe, expect, it } from 'vitest';
import { paint } from '../../../../src/system/terminal/colors.ts';
import type { Tone } from '../../../../src/context.ts';
import { columnsOf, speak } from '../../../../src/system/terminal/speak.ts';

function spoken(tone: Tone, text: string, color = false, columns = 80): string {
  let shown = '';
  const write = (written: string) => (shown += written);
  speak({ write, columns, paint: color ? paint : undefined }, tone, text);
  return shown;
}

describe('speak', () => {
  it.each<[tone: Tone, plain: string, colored: string]>([
    ['result', '✓ a\n  b\n', '\x1b[32m✓ \x1b[39ma\n  b\n'],
    ['plain', '  a\n  b\n', '  a\n  b\n'],
    ['note', '• a\n  b\n', '\x1b[34m• \x1b[39ma\n  b\n'],
    ['warning', '! a\n  b\n', '\x1b[33m! \x1b[39ma\n  b\n'],
    ['error', '✗ a\n  b\n', '\x1b[31m✗ \x1b[39ma\n  b\n'],
    ['remedy', '  a\n  b\n', '  a\n  b\n'],
    ['debug', 'a\nb\n', '\x1b[2ma\x1b[22m\n\x1b[2mb\x1b[22m\n'],
  ])('%s', (tone, plain, colored) => {
    expect(spoken(tone, 'a\nb')).toBe(plain);
    expect(spoken(tone, 'a\nb', true)).toBe(colored);
  });

  it('takes other marks where only ASCII is read, and leaves names as they are', () => {
    let shown = '';
    const outlet = { write: (text: string) => (shown += text), columns: 80, paint: undefined, isAscii: true };
    for (const tone of ['result', 'note', 'error'] as const) speak(outlet, tone, 'key …ABCD of Jörg');
    expect(shown).toBe('+ key *ABCD of Jörg\n* key *ABCD of Jörg\nx key *ABCD of Jörg\n');
  });

  it('sets commands off: by color, else by nothing', () => {
    expect(spoken('plain', 'Use `aws s3 ls`, or `x`')).toBe('  Use aws s3 ls, or x\n');
    expect(spoken('plain', 'Use `aws s3 ls`', true)).toBe('  Use \x1b[36maws s3 ls\x1b[39m\n');
    expect(spoken('plain', 'a ` alone')).toBe('  a ` alone\n');
  });

  it('wraps, with the indent of the mark; the command is not broken, and its backticks take no room', () => {
    expect(spoken('error', 'one two three', false, 9)).toBe('✗ one two\n  three\n');
    expect(spoken('remedy', 'Try:\n`aws-mfa login --profile x`', true, 12)).toBe(
      '  Try:\n  \x1b[36maws-mfa login --profile x\x1b[39m\n',
    );
    expect(spoken('plain', 'or `a b` so', false, 11)).toBe('  or a b so\n');
    expect(spoken('plain', 'one two', false, 1)).toBe('  one\n  two\n');
  });

  it('makes harmless what comes from elsewhere', () => {
    expect(spoken('error', 'profile \x1b[31mred\r')).toBe('✗ profile \ufffd[31mred\ufffd\n');
  });
});

describe('columnsOf', () => {
  it.each([
    ['a terminal', { isTTY: true, columns: 40 }, '100', 40],
    ['a terminal that does not know', { isTTY: true, columns: 0 }, '100', 100],
    ['a file', {}, '100', 100],
    ['a file, nothing said', {}, undefined, 80],
    ['a terminal that does not know, nothing said', { isTTY: true, columns: 0 }, '', 80],
    ['no number', {}, 'wide', 80],
    ['no width', {}, '0', 80],
    ['less than that', {}, '-1', 80],
  ])('%s', (_, stream, given, expected) => {
    expect(columnsOf(stream, { COLUMNS: given })).toBe(expected);
  });
});
