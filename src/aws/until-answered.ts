/** Makes calls that go on after the run was canceled: what AWS has done must be known, or taken back. */
import type { Context } from '../context.ts';

/** For calls whose outcome must be known. They end by their own time limits. */
export function untilAnswered(context: Context, signal = new AbortController().signal): Context {
  const wait = (milliseconds: number) => context.clock.wait(milliseconds).catch(() => undefined);
  return { ...context, signal, clock: { ...context.clock, wait } };
}

/** Milliseconds that AWS has to answer once the run was canceled. */
const GRACE = 15_000;

/** For the call that takes something back before the run ends. */
export function lastCall(context: Context): Context {
  return untilAnswered(context, AbortSignal.timeout(GRACE));
}

/**
 * Makes a call that Ctrl-C ends only if AWS does not answer soon after it.
 * @param why it is waited for, said at Ctrl-C: `so that no device is left behind`
 * @returns undefined if AWS did not answer: what became of the call is not known
 */
export async function answerDespiteStop<T>(
  call: (persistent: Context) => Promise<T>,
  why: string,
  context: Context,
): Promise<T | undefined> {
  const { signal, output } = context;
  const late = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onStop = () => {
    output.say('note', `Waiting up to ${GRACE / 1000} s for AWS to answer, ${why}.`);
    timer = setTimeout(() => late.abort(signal.reason), GRACE);
  };
  signal.addEventListener('abort', onStop, { once: true });
  try {
    return await call(untilAnswered(context, late.signal));
  } catch (error) {
    if (late.signal.aborted) return undefined;
    throw error;
  } finally {
    signal.removeEventListener('abort', onStop);
    clearTimeout(timer);
  }
}
