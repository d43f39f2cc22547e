/** Makes calls that go on after the run was canceled: what AWS has done must be known, or taken back. */
import type { Context } from '../context.ts';

/** For calls whose outcome must be known. They end by their own time limits. */
export function untilAnswered(context: Context, signal = new AbortController().signal): Context {
  const wait = (milliseconds: number) => context.clock.wait(milliseconds).catch(() => undefined);
  return { ...context, signal, clock: { ...context.clock, wait } };
}

/** Milliseconds. */
const LAST_CALL = 30_000;

/** For the call that takes something back before the run ends. */
export function lastCall(context: Context): Context {
  return untilAnswered(context, AbortSignal.timeout(LAST_CALL));
}
