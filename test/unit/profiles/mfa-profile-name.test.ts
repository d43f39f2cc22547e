/** Names that every SDK reads back, and names that some does not. */
import { describe, expect, it } from 'vitest';
import { unwritableName } from '../../../src/profiles/profile.ts';

describe('unwritableName', () => {
  it.each([
    'mfa',
    'MFA',
    'a.b',
    'a/b',
    'a:b',
    'alice@example.com',
    'a+b',
    'a%b',
    'work-mfa_2',
    'default',
    '1',
  ])('%s can be written', (name) => {
    expect(unwritableName(name)).toBeUndefined();
  });

  it.each([
    ...[
      '',
      ' ',
      'my mfa',
      ' mfa',
      'mfa ',
      'm\tfa',
      'mfa\n',
      'mfa\0',
      '[mfa]',
      'mfa]',
      'mfa#',
      'mfa;',
      '"mfa"',
      "m'fa",
    ],
    ...[
      '営業',
      'mfä',
      'mfa\x1b[0m',
      'a=b',
      'a\\b',
      'DEFAULT',
      'constructor',
      '__proto__',
      'toString',
      '--force',
      '-x',
    ],
  ])('%j cannot', (name) => {
    expect(unwritableName(name)).toBeTypeOf('string');
  });
});
