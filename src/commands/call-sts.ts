/** One call for a session, and the two cases in which it may be made again without spending a code. */
import { AwsMfaError } from '../errors.ts';
import { formatDuration } from '../domain/session/duration.ts';
import { explainFailure, isRetryable, type Failure } from '../domain/sts/explain-failure.ts';
import type { CallContext } from '../domain/sts/call-context.ts';
import { explainRefusal } from '../domain/sts/explain-refusal.ts';
import { roleCall, type RoleCall } from '../domain/session/role.ts';
import { endpointName, targetOf, type StsTarget } from '../domain/session/sts-target.ts';
import { checkedSession, type Session, type SessionAnswer } from '../domain/session/session.ts';
import { clockOffset, refusalReason, type Refusal } from '../domain/sts/sts-refusal.ts';
import type { KeyedPlan } from './base-keys.ts';
import type { Say } from './say.ts';

export interface SessionCall extends StsTarget {
  keys: { accessKeyId: string; secretAccessKey: string };
  serialNumber: string;
  tokenCode: string;
  durationSeconds: number;
  role: RoleCall | undefined;
  clockOffset: number;
  signal: AbortSignal;
}

export type StsReply =
  ({ kind: 'answer' } & SessionAnswer) | ({ kind: 'refusal' } & Refusal) | ({ kind: 'failure' } & Failure);

export interface CallStsDeps {
  getSession(call: SessionCall): Promise<StsReply>;
  now(): Date;
  /** @throws the signal's reason when it is aborted */
  wait(milliseconds: number): Promise<void>;
  say: Say;
  signal: AbortSignal;
}

/** A session; or the one refusal that is no end, for a person may try another code. */
export type StsOutcome = { session: Session } | { wrongCode: AwsMfaError };

/** Pauses before another attempt to reach STS, in milliseconds. */
export const PAUSES = [250, 1000];

/** @throws AwsMfaError `refused`, `unreachable`, or the signal's reason */
export async function callSts(plan: KeyedPlan, tokenCode: string, deps: CallStsDeps): Promise<StsOutcome> {
  let offset = 0;
  let pauses = 0;
  for (;;) {
    const begun = deps.now().getTime();
    const reply = await deps.getSession(callOf(plan, tokenCode, offset, deps.signal));
    if (deps.signal.aborted) throw cancelled(reply, deps.signal);
    const action = plan.role ? 'AssumeRole' : 'GetSessionToken';
    deps.say('debug', `${action}: ${outcome(reply)} after ${deps.now().getTime() - begun} ms`);
    if (reply.kind === 'answer') {
      return { session: checkedSession(reply, new Date(deps.now().getTime() + offset)) };
    }
    if (reply.kind === 'failure') {
      const pause = isRetryable(reply) ? PAUSES[pauses++] : undefined;
      if (pause === undefined) throw explainFailure(reply, endpointName(plan), plan.network);
      await deps.wait(pause);
      continue;
    }
    const correction = offset === 0 ? correctionFor(reply, deps) : undefined;
    if (correction === undefined) return refused(reply, plan, tokenCode, offset !== 0, deps.now());
    offset = correction;
  }
}

/** The signal's own error, which says that nothing was written; and that the code may be gone, where it may be. */
function cancelled(reply: StsReply, signal: AbortSignal): unknown {
  const reason: unknown = signal.reason;
  const unsent = reply.kind === 'failure' && !reply.sent;
  if (unsent || !(reason instanceof AwsMfaError)) return reason;
  return new AwsMfaError(reason.kind, `${reason.message} The code may be spent.`, reason.remedy, reason);
}

/** What came of a call, without anything that was in it. */
function outcome(reply: StsReply): string {
  if (reply.kind === 'refusal') return `HTTP ${reply.status}, ${reply.code}`;
  return reply.kind === 'failure'
    ? `${reply.reason} ${reply.sent ? 'after' : 'before'} sending`
    : 'a session';
}

function callOf(plan: KeyedPlan, tokenCode: string, offset: number, signal: AbortSignal): SessionCall {
  return {
    ...targetOf(plan),
    keys: plan.base.keys,
    serialNumber: plan.serialNumber.value,
    tokenCode,
    durationSeconds: plan.duration.value,
    role: plan.role && roleCall(plan.role),
    clockOffset: offset,
    signal,
  };
}

/** STS looks at the date before it looks at the code, so a request refused for its date has spent nothing. */
export function correctionFor(refusal: Refusal, deps: Pick<CallStsDeps, 'now' | 'say'>): number | undefined {
  if (refusalReason(refusal) !== 'clock-off') return undefined;
  const offset = clockOffset(refusal, deps.now());
  if (!offset) return undefined;
  const direction = offset > 0 ? 'behind' : 'ahead of';
  const amount = formatDuration(Math.abs(offset) / 1000);
  deps.say(
    'warning',
    `This machine's clock is ${amount} ${direction} AWS'; corrected for this call. Set it soon.`,
  );
  return offset;
}

function refused(
  refusal: Refusal,
  plan: KeyedPlan,
  tokenCode: string,
  corrected: boolean,
  now: Date,
): StsOutcome {
  const context: CallContext = {
    base: plan.base.name,
    keyEnding: plan.base.keys.accessKeyId.slice(-4),
    serialNumber: plan.serialNumber,
    endpoint: endpointName(plan),
    corrected,
    role: plan.role,
    duration: plan.duration,
  };
  const error = explainRefusal(masked(refusal, plan, tokenCode), context, now);
  if (refusalReason(refusal) === 'wrong-code') return { wrongCode: error };
  throw error;
}

/** STS repeats malformed values, and servers like it the access key too; neither is for the screen. */
function masked(refusal: Refusal, { base }: KeyedPlan, tokenCode: string): Refusal {
  const { accessKeyId } = base.keys;
  const message = refusal.message
    .replaceAll(tokenCode, '••••••')
    .replaceAll(accessKeyId, `…${accessKeyId.slice(-4)}`);
  return { ...refusal, message };
}
