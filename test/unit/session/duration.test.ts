/** Durations: which forms are accepted, and how they are shown. */
import { describe, expect, it } from 'vitest';
import {
  formatDuration,
  parseDuration,
  parseSessionDuration,
} from '../../../src/session/duration-and-expiry.ts';
import { thrownBy } from '../../support/thrown-by.ts';

const NO_DURATION = [
  '',
  ' ',
  '-1',
  '+900',
  '12x',
  '1e3',
  '900.5',
  '12 h',
  '12hm',
  '12h30',
  '30m5h',
  '1h1h',
  'h',
  '0x384',
  '１２h',
  '9'.repeat(10),
];

describe('parseDuration', () => {
  it.each([
    ['0', 0],
    ['43200', 43_200],
    ['900s', 900],
    ['90m', 5400],
    ['12h', 43_200],
    ['1d', 86_400],
    ['5h30m', 19_800],
    ['1d12h', 129_600],
    ['1m30s', 90],
    ['007', 7],
    ['999999999', 999_999_999],
  ])('%s is %i seconds', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(NO_DURATION)('"%s" is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe('parseSessionDuration', () => {
  it.each(['900', '15m', '43200', '12h', '1d', '36h', '129600'])('takes %s', (text) => {
    expect(parseSessionDuration(text)).toBe(parseDuration(text));
  });

  it.each([...NO_DURATION, '0', '899', '14m', '129601', '37h', '2d'])('refuses "%s"', (text) => {
    expect(thrownBy(() => parseSessionDuration(text)).code).toBe('invalid_value');
  });
});

describe('formatDuration', () => {
  it.each([
    [-5, '0s'],
    [0, '0s'],
    [59.9, '59s'],
    [60, '1m'],
    [3599, '59m'],
    [3600, '1h 0m'],
    [43_199, '11h 59m'],
    [86_399, '23h 59m'],
    [86_400, '1d 0h'],
    [129_600, '1d 12h'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});
