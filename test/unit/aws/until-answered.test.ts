/** Calls whose outcome must be known: how long AWS has to answer after Ctrl-C, with fake timers. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { answerDespiteStop } from '../../../src/aws/until-answered.ts';
import { fakes } from '../../support/fakes.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function start() {
  const stop = new AbortController();
  const at = fakes({ signal: stop.signal });
  let answer: (value: string) => void = () => undefined;
  const call = ({ signal }: { signal: AbortSignal }) =>
    new Promise<string>((resolve, reject) => {
      answer = resolve;
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
  const result = answerDespiteStop(call, 'so that nothing is left behind', at);
  return { at, result, stop: () => stop.abort(new Error('stop')), answer: (text: string) => answer(text) };
}

it('without Ctrl-C, as long as it takes', async () => {
  const { at, result, answer } = start();
  vi.advanceTimersByTime(100_000);
  answer('an answer');
  expect(await result).toBe('an answer');
  expect(at.said).toEqual([]);
});

it('after Ctrl-C, an answer still counts', async () => {
  const { at, result, stop, answer } = start();
  stop();
  vi.advanceTimersByTime(14_999);
  answer('an answer');
  expect(await result).toBe('an answer');
  expect(at.said).toEqual(['note: Waiting up to 15 s for AWS to answer, so that nothing is left behind.']);
});

it('after Ctrl-C, a silent AWS is not waited for any longer', async () => {
  const { result, stop } = start();
  stop();
  vi.advanceTimersByTime(15_000);
  expect(await result).toBeUndefined();
});
