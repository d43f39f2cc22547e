/** Retries a call to AWS in the two cases that spend no code: the network failed, or the clock is off. */
import type { Context } from '../context.ts';
import { AwsMfaError } from '../errors.ts';
import { formatDuration } from '../session/duration-and-expiry.ts';
import type { Failure, Refusal, Reply, SignedCall, SigningKeys, Target } from './calls.ts';
import { placeName } from './endpoint.ts';
import { isTimeout, isTransient } from './network-messages.ts';
import { clockOffset, refusalReason, withoutSecrets } from './refusal-reason.ts';

export interface CallToAws<Answer> {
  /** `GetSessionToken` */
  action: string;
  service: 'STS' | 'IAM';
  target: Target;
  keys: SigningKeys;
  /** A call with a code is not made again if it may have arrived. */
  tokenCode?: string;
  /** A call that creates a key or a device is not made again either: of two, one would be left behind. */
  creates?: boolean;
  make: (call: SignedCall) => Promise<Reply<Answer>>;
}

/** Milliseconds before another attempt to reach AWS. */
const PAUSES = [250, 1000];

/**
 * The last reply, without the secrets of the call: after at most two more attempts if the network fails, and one more
 * if AWS says that the clock is off. An earlier correction may be wrong by now: the user may have set the clock.
 * @param clock changed if AWS says that the clock is off, for the calls that follow
 * @throws the signal's reason when it is aborted
 */
export async function withRetry<Answer>(
  call: CallToAws<Answer>,
  clock: { clockOffset: number },
  context: Context,
): Promise<Reply<Answer>> {
  const { action, service, target, keys, tokenCode, creates = false, make } = call;
  const { output, signal } = context;
  const spendsCode = tokenCode !== undefined;
  const isOnce = spendsCode || creates;
  let isCorrected = false;
  for (let attempt = 0; ;) {
    const startedAt = context.clock.now().getTime();
    const used = clock.clockOffset;
    const answer = await make({ ...target, keys, clockOffset: used, signal });
    const reply = answer.kind === 'refusal' ? withoutSecrets(answer, keys, tokenCode) : answer;
    if (signal.aborted) throw cancelled(spendsCode && isSent(reply), signal);
    const took = context.clock.now().getTime() - startedAt;
    const what = outcome(reply, spendsCode);
    output.say('debug', `${action} (${placeName(service, target)}): ${what} after ${took} ms`);
    if (reply.kind === 'answer') return reply;
    if (reply.kind === 'failure') {
      const pause = isRetryable({ ...reply, sent: isOnce && reply.sent }) ? PAUSES[attempt++] : undefined;
      if (pause === undefined) return reply;
      if (isTimeout(reply.reason)) output.say('note', 'No answer yet. Trying again.');
      await context.clock.wait(pause);
    } else {
      // A call at the same time may have corrected it already.
      const isNew = clock.clockOffset === used;
      const correction = isNew ? correctionFor(reply, used, context) : clock.clockOffset;
      if (isCorrected || correction === undefined) return reply;
      clock.clockOffset = correction;
      isCorrected = true;
    }
  }
}

/** Whether another attempt spends nothing and may succeed. */
export function isRetryable({ reason, sent, proxy }: Failure): boolean {
  return !sent && (isTransient(reason) || (proxy?.status ?? 0) >= 500);
}

function isSent(reply: Reply<unknown>): boolean {
  return reply.kind !== 'failure' || reply.sent;
}

/** The signal's own error, which says that nothing was written; with a remark if the code may have been used. */
function cancelled(maySpend: boolean, signal: AbortSignal): unknown {
  const reason: unknown = signal.reason;
  if (!maySpend || !(reason instanceof AwsMfaError)) return reason;
  return new AwsMfaError(reason.code, `${reason.message} The code may have been used.`, reason.hint, reason);
}

function outcome(reply: Reply<unknown>, spendsCode: boolean): string {
  if (reply.kind === 'refusal') return `HTTP ${reply.status}, ${reply.code}`;
  if (reply.kind === 'answer') return spendsCode ? 'a session' : 'an answer';
  return spendsCode ? `${reply.reason} ${reply.sent ? 'after' : 'before'} sending` : reply.reason;
}

/** Milliseconds that no user has to know about. */
const SMALL_OFFSET = 60_000;

/**
 * STS checks the date before the code, so a request refused for its date has spent nothing.
 * @param used the correction of the refused request
 */
function correctionFor(refusal: Refusal, used: number, context: Context): number | undefined {
  if (refusalReason(refusal) !== 'clock-off') return undefined;
  const offset = clockOffset(refusal, context.clock.now());
  if (offset === undefined || offset === used) return undefined;
  // The clock was set meanwhile, or another server has another time.
  if (Math.abs(offset) < SMALL_OFFSET) return offset;
  const amount = formatDuration(Math.abs(offset) / 1000);
  const what = `This machine's clock is ${amount} ${offset > 0 ? 'behind' : 'ahead'}. The request was corrected; set the clock soon.`;
  context.output.say('warning', what);
  return offset;
}
