/** Gets a session from STS. A wrong code, which the person may type again, is told from every other failure. */
import type { SessionCall, Refusal } from './calls.ts';
import type { AwsMfaError } from '../errors.ts';
import { explainFailure } from './explain-failure.ts';
import { type CallContext, explainRefusal } from './explain-refusal.ts';
import { roleCall, type Role } from '../session/role.ts';
import { endpointName, targetOf, type ChosenTarget } from './target.ts';
import { checkedSession, type NewSession, type SessionAnswer } from '../session/session-keys.ts';
import type { LongTermKeys } from '../profiles/profile-kind.ts';
import type { Sourced } from '../source.ts';
import { withRetry, type CallToAws } from './with-retry.ts';
import type { Context } from '../context.ts';

/** What a session is asked for with. */
export interface SessionOrder extends ChosenTarget {
  base: { name: string; keys: LongTermKeys; process?: Sourced<string> };
  serialNumber: Sourced<string>;
  /** Nothing for a session of the user's own. */
  role: Role | undefined;
  /** Seconds. */
  duration: Sourced<number>;
}

/** @throws AwsMfaError `wrong_code`, after which a person may try another; else `refused`, `unreachable`, or the signal's reason */
export async function callSts(order: SessionOrder, tokenCode: string, context: Context): Promise<NewSession> {
  const endpoint = endpointName(order);
  const clock = { clockOffset: 0 };
  const call: CallToAws<SessionAnswer> = {
    action: order.role ? 'AssumeRole' : 'GetSessionToken',
    endpoint,
    keys: order.base.keys,
    tokenCode,
    make: (offset) => context.aws.getSession(callOf(order, tokenCode, offset, context.signal)),
  };
  const reply = await withRetry(call, clock, context);
  if (reply.kind === 'failure') throw explainFailure(reply, endpoint, order.network);
  if (reply.kind === 'refusal') throw refused(reply, order, clock.clockOffset !== 0, context.clock.now());
  return checkedSession(reply, new Date(context.clock.now().getTime() + clock.clockOffset));
}

function callOf(order: SessionOrder, tokenCode: string, offset: number, signal: AbortSignal): SessionCall {
  return {
    ...targetOf(order),
    keys: order.base.keys,
    serialNumber: order.serialNumber.value,
    tokenCode,
    durationSeconds: order.duration.value,
    role: order.role && roleCall(order.role),
    clockOffset: offset,
    signal,
  };
}

function refused(refusal: Refusal, order: SessionOrder, corrected: boolean, now: Date): AwsMfaError {
  const call: CallContext = {
    base: order.base.name,
    process: order.base.process,
    keyEnding: order.base.keys.accessKeyId.slice(-4),
    serialNumber: order.serialNumber,
    endpoint: endpointName(order),
    corrected,
    role: order.role,
    duration: order.duration,
  };
  return explainRefusal(refusal, call, now);
}
