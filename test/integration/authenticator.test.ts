/** The software authenticator against the test vectors of RFC 6238, appendix B (the last six of their eight digits). */
import { expect, test } from 'vitest';
import { authenticator, codeAt, secondsLeft, stepOfCode } from '../support/authenticator.ts';

// base32 of the RFC's secret, the ASCII text 12345678901234567890.
const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at %d s the code is %s', (seconds, code) => {
  expect(codeAt(seed, new Date(seconds * 1000))).toBe(code);
});

test.each([
  [0, 30],
  [29.5, 0.5],
  [30, 30],
])('at %d s the code stays for %d s', (seconds, left) => {
  expect(secondsLeft(new Date(seconds * 1000))).toBe(left);
});

test.each([
  [0, 1],
  [30, 1],
  [60, 1],
  [90, undefined],
])('the code of step 1, seen at %d s, is known as that of step %s', (seconds, step) => {
  expect(stepOfCode(seed, '287082', new Date(seconds * 1000))).toBe(step);
});

test('an authenticator shows what its clock says', () => {
  const { currentCode, secondsLeft: left } = authenticator(seed, () => 59_000);
  expect([currentCode(), left()]).toEqual(['287082', 1]);
});
