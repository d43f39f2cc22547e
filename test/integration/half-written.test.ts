/** When a file is read again before it is replaced, and when it is not replaced at all. */
import { Stats } from 'node:fs';
import { expect, it } from 'vitest';
import { watchForHalves } from '../../src/system/files/update-file.ts';

/** A text has lost something when it is shorter. */
const lostPart = (text: string, earlier: string) => (text.length < earlier.length ? '[work]' : undefined);
const NOW = 1_000_000;
const file = (text: string, age: number) => ({
  text,
  stat: Object.assign(new Stats(), { mtimeMs: NOW - age }),
});
const watch = (seen = '') => watchForHalves('/home/alice/.aws/credentials', seen, lostPart);
const REFUSED = '[work] is missing from /home/alice/.aws/credentials but was there when aws-mfa started.';

it('is replaced at once if it has lost nothing and was not changed a moment ago', () => {
  const isHalf = watch('whole');
  expect([isHalf(file('whole', 100), NOW, 0), watch()(undefined, NOW, 0)]).toEqual([false, false]);
});

it.each([0, 99, -99])('rests for a moment if it was changed %i ms ago, and not longer', (age) => {
  const isHalf = watch('whole');
  const looks = [0, 99, 100].map((waited) => isHalf(file('whole', age), NOW, waited));
  expect(looks).toEqual([true, true, false]);
});

it.each([
  ['just now', 0],
  ['long ago, it seems: the clocks differ', 5_000],
  ['in the future, it seems: the clocks differ', -5_000],
  ['a day ago', 86_400_000],
])('is waited for if it lost something %s, then refused', (_, age) => {
  const isHalf = watch('whole');
  expect([isHalf(file('', age), NOW, 0), isHalf(file('who', age), NOW, 9_999)]).toEqual([true, true]);
  expect(() => isHalf(file('', age), NOW, 10_000)).toThrow(REFUSED);
});

it('is waited for if it is gone altogether', () => {
  const isHalf = watch('whole');
  expect(isHalf(undefined, NOW, 0)).toBe(true);
  expect(() => isHalf(undefined, NOW, 10_000)).toThrow(REFUSED);
});

it('may not lose either what it got since', () => {
  const isHalf = watch('whole');
  const looks = ['whole and more', 'whole', 'whole and more'].map((text) => isHalf(file(text, 500), NOW, 0));
  expect(looks).toEqual([false, true, false]);
});
