/** How long the doctor waits for AWS, with the clock of a test. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AwsMfaError } from '../../src/errors.ts';
import { openExamination } from '../../src/cli/examination.ts';
import { told } from '../support/thrown-by.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it('AWS is given ten seconds for all that it is asked', () => {
  const late = openExamination(process, new AbortController().signal).late();
  vi.advanceTimersByTime(9_999);
  expect(late.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(told(late.reason as AwsMfaError)).toBe(
    'unreachable: AWS did not answer within 10 seconds. | Try again in a moment.',
  );
});

it('a person who gives up need not wait for that', () => {
  const stop = new AbortController();
  const late = openExamination(process, stop.signal).late();
  stop.abort(new AwsMfaError('cancelled', 'Cancelled; nothing was written.'));
  expect(late.reason).toBe(stop.signal.reason);
});
