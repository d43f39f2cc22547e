/** A step that takes time, and how long it took: for `--debug`. */
import type { Say } from './say.ts';

export interface TimedDeps {
  now(): Date;
  say: Say;
}

/** @param step as in `the prompt took 5321 ms`; said when the step is over, however it ended */
export async function timed<T>(step: string, run: () => Promise<T>, deps: TimedDeps): Promise<T> {
  const begun = deps.now().getTime();
  try {
    return await run();
  } finally {
    deps.say('debug', `${step} took ${deps.now().getTime() - begun} ms`);
  }
}
