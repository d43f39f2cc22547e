/** Six digits, with blanks or hyphens between them or not, and nothing else. */
import { describe, expect, it } from 'vitest';
import { parseTokenCode, secondsToNextCode } from '../../../src/session/mfa-device.ts';

describe('parseTokenCode', () => {
  it.each([
    '123456',
    '123 456',
    ' 123456 ',
    '123456\n',
    '123456\r\n',
    '12\t34 56',
    '1 2 3 4 5 6',
    '123\u00a0456',
    '\ufeff123456',
    '123-456',
    '１２３４５６',
    '１２３　４５６',
    '12345６',
    '123–456',
    '١٢٣٤٥٦',
    '१२३४५६',
    '𝟭𝟮𝟯𝟰𝟱𝟲',
    '\u200b123456',
  ])('takes %j', (text) => {
    expect(parseTokenCode(text)).toBe('123456');
  });

  it('keeps zeros in front', () => {
    expect(parseTokenCode('000001')).toBe('000001');
  });

  it.each(['', ' ', '12345', '1234567', '12345a', '-12345', '1e5', '123456\0'])('refuses %j', (text) => {
    expect(parseTokenCode(text)).toBeUndefined();
  });
});

describe('secondsToNextCode', () => {
  it.each([
    ['2026-11-24T00:00:00.000Z', 30],
    ['2026-11-24T00:00:00.999Z', 30],
    ['2026-11-24T00:00:29.999Z', 1],
    ['2026-11-24T00:00:30.000Z', 30],
    ['2026-11-24T00:00:47.000Z', 13],
  ])('at %s: %i', (now, seconds) => {
    expect(secondsToNextCode(new Date(now))).toBe(seconds);
  });
});
