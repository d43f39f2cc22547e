/** Calls STS for a session, and tells a wrong code, which the person may retype, from every other failure. */
import type { AwsMfaError } from '../errors.ts';
import { explainFailure } from './explain-failure.ts';
import { type CallContext, explainRefusal } from './explain-refusal.ts';
import { roleCall } from '../session/role.ts';
import { endpointName, targetOf } from './target.ts';
import { checkedSession, type NewSession, type SessionAnswer } from '../session/session.ts';
import { refusalReason } from './refusal.ts';
import type { Refusal, SessionCall } from './calls.ts';
import type { KeyedPlan } from './base-keys.ts';
import { withRetry, type CallToAws } from './with-retry.ts';
import type { Context } from '../context.ts';

/** A session; or the one refusal that is no end, for a person may try another code. */
export type StsOutcome = { session: NewSession } | { wrongCode: AwsMfaError };

/** @throws AwsMfaError `refused`, `unreachable`, or the signal's reason */
export async function callSts(plan: KeyedPlan, tokenCode: string, context: Context): Promise<StsOutcome> {
  const call: CallToAws<SessionAnswer> = {
    action: plan.role ? 'AssumeRole' : 'GetSessionToken',
    endpoint: endpointName(plan),
    keys: plan.base.keys,
    tokenCode,
    make: (offset) => context.aws.getSession(callOf(plan, tokenCode, offset, context.signal)),
  };
  const { reply, clockOffset } = await withRetry(call, 0, context);
  if (reply.kind === 'failure') throw explainFailure(reply, endpointName(plan), plan.network);
  if (reply.kind === 'refusal') return refused(reply, plan, clockOffset !== 0, context.clock.now());
  return { session: checkedSession(reply, new Date(context.clock.now().getTime() + clockOffset)) };
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

function refused(refusal: Refusal, plan: KeyedPlan, corrected: boolean, now: Date): StsOutcome {
  const call: CallContext = {
    base: plan.base.name,
    process: plan.base.process,
    keyEnding: plan.base.keys.accessKeyId.slice(-4),
    serialNumber: plan.serialNumber,
    endpoint: endpointName(plan),
    corrected,
    role: plan.role,
    duration: plan.duration,
  };
  const error = explainRefusal(refusal, call, now);
  if (refusalReason(refusal) === 'wrong-code') return { wrongCode: error };
  throw error;
}
