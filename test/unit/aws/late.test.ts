/** How long the doctor waits for AWS, with fake timers. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AwsMfaError } from '../../../src/errors.ts';
import { createAws } from '../../../src/aws/create-aws.ts';
import { told } from '../../support/thrown-by.ts';

const unused = () => {
  throw new Error('It is not needed.');
};

function late(signal: AbortSignal): AbortSignal {
  return createAws({ process, home: unused, signal, listen: unused, loadWriter: unused }).late();
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it('AWS is given ten seconds for all that it is asked', () => {
  const signal = late(new AbortController().signal);
  vi.advanceTimersByTime(9_999);
  expect(signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  expect(told(signal.reason as AwsMfaError)).toBe(
    'unreachable: AWS did not answer within 10 seconds. | Try again in a moment.',
  );
});

it('a person who gives up need not wait for that', () => {
  const stop = new AbortController();
  const signal = late(stop.signal);
  stop.abort(new AwsMfaError('cancelled', 'Canceled; nothing was written.'));
  expect(signal.reason).toBe(stop.signal.reason);
});
