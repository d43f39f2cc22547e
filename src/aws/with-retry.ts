/** Retries a call to AWS in the two cases that spend nothing: the network failed, or the clock is off. */
import { AwsMfaError } from '../errors.ts';
import { formatDuration } from '../session/duration-and-expiry.ts';
import type { Refusal, Reply } from './calls.ts';
import { isLate, isRetryable } from './explain-failure.ts';
import type { LongTermKeys } from '../profiles/profile-kind.ts';
import { clockOffset, refusalReason, withoutSecrets } from './refusal.ts';
import type { Context } from '../context.ts';

export interface CallToAws<Answer> {
  /** As AWS has it: `GetSessionToken`. */
  action: string;
  /** Where it goes, as people would say it: `STS in us-east-1`. */
  endpoint: string;
  keys: LongTermKeys;
  /** The code that goes with it, where one does: a call that may have arrived is not made again. */
  tokenCode?: string;
  /** @param clockOffset milliseconds to add to this machine's clock */
  make(clockOffset: number): Promise<Reply<Answer>>;
}

/** What is known of this machine's clock. */
export interface ClockOffset {
  /** Milliseconds; changed where AWS says that the clock is off, for the calls that follow. */
  clockOffset: number;
}

/** Pauses before another attempt to reach AWS, in milliseconds. */
const PAUSES = [250, 1000];

/**
 * The last reply, and nothing in it that was secret in the call: twice more at most where the network fails, once more
 * with a clock that AWS has corrected.
 * @param clock corrected where AWS says that it is off, unless it has been already
 * @throws the signal's reason when it is aborted
 */
export async function withRetry<Answer>(
  call: CallToAws<Answer>,
  clock: ClockOffset,
  context: Context,
): Promise<Reply<Answer>> {
  const { action, endpoint, keys, tokenCode } = call;
  const spendsCode = tokenCode !== undefined;
  let pauses = 0;
  for (;;) {
    const begun = context.clock.now().getTime();
    const answer = await call.make(clock.clockOffset);
    const reply = answer.kind === 'refusal' ? withoutSecrets(answer, keys, tokenCode) : answer;
    if (context.signal.aborted) throw cancelled(spendsCode && maySpend(reply), context.signal);
    const took = context.clock.now().getTime() - begun;
    context.output.say('debug', `${action} (${endpoint}): ${outcome(reply, spendsCode)} after ${took} ms`);
    if (reply.kind === 'answer') return reply;
    if (reply.kind === 'failure') {
      const sent = spendsCode && reply.sent;
      const pause = isRetryable({ ...reply, sent }) ? PAUSES[pauses++] : undefined;
      if (pause === undefined) return reply;
      // Some seconds have passed by now, and the same again lie ahead.
      if (isLate(reply.reason)) context.output.say('note', 'No answer yet; trying again.');
      await context.clock.wait(pause);
      continue;
    }
    const correction = clock.clockOffset === 0 ? correctionFor(reply, context) : undefined;
    if (correction === undefined) return reply;
    clock.clockOffset = correction;
  }
}

function maySpend(reply: Reply<unknown>): boolean {
  return reply.kind !== 'failure' || reply.sent;
}

/** The signal's own error, which says that nothing was written; and that the code may be gone, where it may be. */
function cancelled(maybeSpent: boolean, signal: AbortSignal): unknown {
  const reason: unknown = signal.reason;
  if (!maybeSpent || !(reason instanceof AwsMfaError)) return reason;
  return new AwsMfaError(reason.code, `${reason.message} The code may be spent.`, reason.hint, reason);
}

/** What came of a call, without anything that was in it. */
function outcome(reply: Reply<unknown>, spendsCode: boolean): string {
  if (reply.kind === 'refusal') return `HTTP ${reply.status}, ${reply.code}`;
  if (reply.kind === 'answer') return spendsCode ? 'a session' : 'an answer';
  return spendsCode ? `${reply.reason} ${reply.sent ? 'after' : 'before'} sending` : reply.reason;
}

/** STS looks at the date before it looks at the code, so a request refused for its date has spent nothing. */
function correctionFor(refusal: Refusal, context: Context): number | undefined {
  if (refusalReason(refusal) !== 'clock-off') return undefined;
  const offset = clockOffset(refusal, context.clock.now());
  if (!offset) return undefined;
  const direction = offset > 0 ? 'behind' : 'ahead of';
  const amount = formatDuration(Math.abs(offset) / 1000);
  context.output.say(
    'warning',
    `This machine's clock is ${amount} ${direction} AWS'; corrected for this call. Set it soon.`,
  );
  return offset;
}
