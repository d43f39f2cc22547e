/** Measures a step that takes time: for `--debug`. */
import type { Context } from '../context.ts';

/** @param step as in `the prompt took 5321 ms`; said when the step is over, however it ended */
export async function timed<T>(
  step: string,
  run: () => Promise<T>,
  { clock, output }: Pick<Context, 'clock' | 'output'>,
): Promise<T> {
  const begun = clock.now().getTime();
  try {
    return await run();
  } finally {
    output.say('debug', `${step} took ${clock.now().getTime() - begun} ms`);
  }
}
