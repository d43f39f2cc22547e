/** Gets a session from STS, or throws the error that says why not. */
import type { Context } from '../context.ts';
import type { LongTermKeys } from '../profiles/profile-kind.ts';
import type { Role } from '../session/role.ts';
import { checkedSession, type NewSession, type SessionAnswer } from '../session/session-keys.ts';
import type { Sourced } from '../source.ts';
import { roleInCall } from './calls.ts';
import { endpointName, targetOf, type ChosenTarget } from './endpoint.ts';
import { explainSessionFailure } from './network-messages.ts';
import { explainRefusal } from './refusal-messages.ts';
import { withRetry, type CallToAws } from './with-retry.ts';

export interface SessionOrder extends ChosenTarget {
  base: { name: string; keys: LongTermKeys; process?: Sourced<string> };
  serialNumber: Sourced<string>;
  /** Undefined for GetSessionToken. */
  role: Role | undefined;
  /** Seconds. */
  duration: Sourced<number>;
}

/** @throws AwsMfaError `wrong_code`, after which another code may be tried; else `refused`, `unreachable`, or the signal's reason */
export async function callSts(order: SessionOrder, tokenCode: string, context: Context): Promise<NewSession> {
  const { base, role, serialNumber, duration } = order;
  const { keys } = base;
  const endpoint = endpointName(order);
  const clock = { clockOffset: 0 };
  const call: CallToAws<SessionAnswer> = {
    action: role ? 'AssumeRole' : 'GetSessionToken',
    endpoint,
    keys,
    tokenCode,
    make: (clockOffset) =>
      context.aws.getSession({
        ...targetOf(order),
        keys,
        serialNumber: serialNumber.value,
        tokenCode,
        durationSeconds: duration.value,
        role: role && roleInCall(role),
        clockOffset,
        signal: context.signal,
      }),
  };
  const reply = await withRetry(call, clock, context);
  if (reply.kind === 'failure') throw explainSessionFailure(reply, endpoint, order.network);
  if (reply.kind === 'refusal') {
    const session = { serialNumber, role, duration, isCorrected: clock.clockOffset !== 0 };
    const refused = { base: base.name, process: base.process, keys, endpoint, session };
    throw explainRefusal(reply, refused, context.clock.now());
  }
  return checkedSession(reply, new Date(context.clock.now().getTime() + clock.clockOffset));
}
