/** When a file that was changed lately is left alone for a moment. */
import { Stats } from 'node:fs';
import { expect, it } from 'vitest';
import { realFileSystem } from '../../src/adapters/files/file-system.ts';
import { watchForHalves } from '../../src/adapters/files/half-written.ts';

/** A text is short of something when it is shorter. */
const lacks = (text: string, earlier: string): boolean => text.length < earlier.length;
const file = (text: string, age: number) => {
  const stat = Object.assign(new Stats(), { mtimeMs: 10_000 - age });
  return { text, stat };
};
const watch = (seen?: string) => watchForHalves(seen, lacks, { ...realFileSystem, now: () => 10_000 });
const times = <T>(count: number, look: (nth: number) => T): T[] =>
  Array.from({ length: count }, (_, nth) => look(nth));

it('is written at once when it has rested for long, or is not there', () => {
  const look = watch('whole file');
  expect([look(file('half', 2_000), true), look(undefined, true)]).toEqual([false, false]);
});

it('is looked at four times when it was changed lately', () => {
  const look = watch();
  expect(times(5, () => look(file('x', 50), true))).toEqual([true, true, true, false, false]);
});

it('is waited for while it is not at rest, but not without end', () => {
  const look = watch();
  expect(times(9, () => look(file('x', 5), true))).toEqual(Array(9).fill(true));
  expect(look(file('x', 5), false)).toBe(false);
});

it('is left alone while it lacks what was seen when the write was planned, until it has rested for long', () => {
  const look = watch('whole file');
  expect(times(90, () => look(file('', 1_900), false))).toEqual(Array(90).fill(true));
  expect(look(file('', 2_000), false)).toBe(false);
});

it('is left alone while it lacks what was seen at a look since', () => {
  const look = watch();
  times(4, () => look(file('whole file', 50), true));
  expect([look(file('half', 50), false), look(file('whole file', 50), false)]).toEqual([true, false]);
});

it('has lost for good what six versions in a row lack', () => {
  const look = watch('a long file');
  expect(times(7, (nth) => look(file(`file ${nth}`, 50), false))).toEqual([
    ...Array<boolean>(6).fill(true),
    false,
  ]);
});
