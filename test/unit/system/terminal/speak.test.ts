/** How each tone looks, with color and without. */
import { describe, expect, it } from 'vitest';
import { paint } from '../../../../src/system/terminal/colors.ts';
import type { Tone } from '../../../../src/context.ts';
import { speak } from '../../../../src/system/terminal/speak.ts';

function spoken(tone: Tone, text: string, color = false): string {
  let shown = '';
  speak({ write: (written) => (shown += written), paint: color ? paint : undefined }, tone, text);
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

  it('sets commands off: by color, else by nothing', () => {
    expect(spoken('plain', 'Use `aws s3 ls`, or `x`')).toBe('  Use aws s3 ls, or x\n');
    expect(spoken('plain', 'Use `aws s3 ls`', true)).toBe('  Use \x1b[36maws s3 ls\x1b[39m\n');
    expect(spoken('plain', 'a ` alone')).toBe('  a ` alone\n');
  });

  it('makes harmless what comes from elsewhere', () => {
    expect(spoken('error', 'profile \x1b[31mred\r')).toBe('✗ profile \ufffd[31mred\ufffd\n');
  });
});
