/** What was said, looked through for marks. */
import { expect } from 'vitest';
import type { RunResult } from '../../support/run.ts';
import { MARKS } from './marks.ts';

export function expectNothingTold({ stdout, stderr }: Pick<RunResult, 'stdout' | 'stderr'>): void {
  const said = stdout + stderr;
  expectNoMark(said);
  expect(said).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
  expect(said).not.toMatch(/\n\s+at .*[:(]\d+/);
}

/** In lower case, as the reader makes of whatever it takes for a key. */
export function expectNoMark(said: string, marks: readonly string[] = MARKS): void {
  const found = marks.filter((mark) => said.toLowerCase().includes(mark.toLowerCase()));
  expect(found, said).toEqual([]);
}
