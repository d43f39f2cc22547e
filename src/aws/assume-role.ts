/** Assumes a role with the keys of a session, or throws the error that says why not. No code is needed. */
import type { Context } from '../context.ts';
import { AwsMfaError } from '../errors.ts';
import type { Role } from '../session/role.ts';
import {
  checkedSession,
  type NewSession,
  type Session,
  type SessionAnswer,
} from '../session/session-keys.ts';
import { sourceName } from '../source.ts';
import { roleInCall, type Refusal } from './calls.ts';
import { endpointName, targetOf, type ChosenTarget } from './endpoint.ts';
import { explainFailure } from './network-messages.ts';
import { explainRefusal, sentence } from './refusal-messages.ts';
import { refusalReason } from './refusal-reason.ts';
import { withRetry, type CallToAws } from './with-retry.ts';

export interface RoleOrder {
  role: Role;
  /** Seconds; AWS allows an hour at most. */
  duration: number;
  target: ChosenTarget;
  /** Of the user's session, or of the role before this one. */
  keys: Session;
  /** Who has these keys: `the user of "default"`, or the ARN of a role. */
  caller: string;
  base: string;
  /** The command that gets a new session. */
  renewal: string;
}

/** @throws AwsMfaError `refused`, `unreachable`, or the signal's reason */
export async function assumeRole(order: RoleOrder, context: Context): Promise<NewSession> {
  const { role, duration, target, keys, base } = order;
  const endpoint = endpointName(target);
  const clock = { clockOffset: 0 };
  const call: CallToAws<SessionAnswer> = {
    action: 'AssumeRole',
    endpoint,
    keys,
    make: (clockOffset) =>
      context.aws.assumeRole({
        ...targetOf(target),
        keys,
        durationSeconds: duration,
        role: roleInCall(role),
        clockOffset,
        signal: context.signal,
      }),
  };
  const reply = await withRetry(call, clock, context);
  if (reply.kind === 'failure') throw explainFailure(reply, endpoint, target.network);
  if (reply.kind === 'refusal') {
    const now = context.clock.now();
    throw (
      roleRefusal(reply, order) ?? explainRefusal(reply, { base, process: undefined, keys, endpoint }, now)
    );
  }
  return checkedSession(reply, new Date(context.clock.now().getTime() + clock.clockOffset), false);
}

/** Undefined for a refusal that any call may get. */
function roleRefusal(refusal: Refusal, { role, caller, renewal }: RoleOrder): AwsMfaError | undefined {
  const reason = refusalReason(refusal);
  if (reason === 'role-denied') {
    const externalId = role.externalId
      ? `another external ID than the one from ${sourceName(role.externalId.source)}`
      : 'an external ID (`external_id`)';
    return new AwsMfaError(
      'role_denied',
      `AWS does not let ${caller} assume ${role.arn.value}: ${sentence(refusal.message)}`,
      `Check that the role exists, that its trust policy allows the caller, and that the caller has sts:AssumeRole. The trust policy may also require ${externalId}.`,
    );
  }
  if (reason !== 'temporary-keys' && reason !== 'unknown-key' && reason !== 'wrong-secret') return undefined;
  return new AwsMfaError(
    'session_rejected',
    `AWS rejected the session of ${caller} (${refusal.code}). Its access key may be deleted or inactive, or in another partition.`,
    `To get a new session:\n${renewal}`,
  );
}
