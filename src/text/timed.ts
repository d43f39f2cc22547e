/** Measures a step for `--debug`. */
import type { Context } from '../context.ts';

/** @param step as in `the prompt took 5321 ms`, which is printed at the end, also after an error */
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
