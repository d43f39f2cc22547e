/** When a file is read again before it is replaced, and when it is not replaced at all. */
import { Stats } from 'node:fs';
import { expect, it } from 'vitest';
import { isHalfWritten } from '../../src/system/files/update-file.ts';

/** A text has lost something when it is shorter. */
const lostPart = (text: string, earlier: string) => (text.length < earlier.length ? '[work]' : undefined);
const NOW = 1_000_000;
const file = (text: string, age: number) => ({
  text,
  stat: Object.assign(new Stats(), { mtimeMs: NOW - age }),
});
/** Looks at the same file again and again, which has held `whole`. */
const watch = (whole = '') => {
  const job = { target: '/home/alice/.aws/credentials', whole, waited: 0, lostPart };
  return (look: ReturnType<typeof file> | undefined, waited: number) => {
    job.waited = waited;
    return isHalfWritten(job, look, NOW);
  };
};
const REFUSED = '[work] is missing from /home/alice/.aws/credentials but was there when aws-mfa started.';

it('is replaced at once if it has lost nothing and was not changed a moment ago', () => {
  const isHalf = watch('whole');
  expect([isHalf(file('whole', 100), 0), watch()(undefined, 0)]).toEqual([false, false]);
});

it.each([0, 99, -99])('rests for a moment if it was changed %i ms ago, and not longer', (age) => {
  const isHalf = watch('whole');
  const looks = [0, 99, 100].map((waited) => isHalf(file('whole', age), waited));
  expect(looks).toEqual([true, true, false]);
});

it.each([
  ['just now', 0],
  ['long ago, it seems: the clocks differ', 5_000],
  ['in the future, it seems: the clocks differ', -5_000],
  ['a day ago', 86_400_000],
])('is waited for if it lost something %s, then refused', (_, age) => {
  const isHalf = watch('whole');
  expect([isHalf(file('', age), 0), isHalf(file('who', age), 9_999)]).toEqual([true, true]);
  expect(() => isHalf(file('', age), 10_000)).toThrow(REFUSED);
});

it('is waited for if it is gone altogether', () => {
  const isHalf = watch('whole');
  expect(isHalf(undefined, 0)).toBe(true);
  expect(() => isHalf(undefined, 10_000)).toThrow(REFUSED);
});

it('may not lose either what it got since', () => {
  const isHalf = watch('whole');
  const looks = ['whole and more', 'whole', 'whole and more'].map((text) => isHalf(file(text, 500), 0));
  expect(looks).toEqual([false, true, false]);
});
