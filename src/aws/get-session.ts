/** Gets a session from STS, or the keys of a role, or throws the error that says why not. */
import type { Context } from '../context.ts';
import { AwsMfaError } from '../errors.ts';
import type { LongTermKeys } from '../profiles/profile-kind.ts';
import type { Role } from '../session/role.ts';
import { checkedSession, type NewSession, type Session } from '../session/session-keys.ts';
import type { Sourced } from '../source.ts';
import type { Refusal, RoleCall, SignedCall } from './calls.ts';
import { endpointName, targetOf, type ChosenTarget } from './endpoint.ts';
import { explainFailure, explainSessionFailure } from './network-messages.ts';
import { explainRefusal, roleDenied } from './refusal-messages.ts';
import { refusalReason } from './refusal-reason.ts';
import { withRetry } from './with-retry.ts';

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
  const input = {
    serialNumber: serialNumber.value,
    tokenCode,
    durationSeconds: duration.value,
    role: role && roleInCall(role),
  };
  const action = role ? 'AssumeRole' : 'GetSessionToken';
  const make = (call: SignedCall) => context.aws.getSession({ ...call, ...input });
  const call = { action, service: 'STS', target: targetOf(order), keys, tokenCode, make } as const;
  const reply = await withRetry(call, clock, context);
  if (reply.kind === 'failure') throw explainSessionFailure(reply, endpoint, order.network);
  if (reply.kind === 'refusal') {
    const session = { serialNumber, role, duration, isCorrected: clock.clockOffset !== 0 };
    const refused = { base: base.name, process: base.process, keys, endpoint, session };
    throw explainRefusal(reply, refused, context.clock.now());
  }
  return checkedSession(reply, timeOfAws(clock, context));
}

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

/** Needs no code. @throws AwsMfaError `refused`, `unreachable`, or the signal's reason */
export async function assumeRole(order: RoleOrder, context: Context): Promise<NewSession> {
  const { role, duration, target, keys, base } = order;
  const endpoint = endpointName(target);
  const clock = { clockOffset: 0 };
  const input = { durationSeconds: duration, role: roleInCall(role) };
  const make = (call: SignedCall) => context.aws.assumeRole({ ...call, ...input });
  const call = { action: 'AssumeRole', service: 'STS', target: targetOf(target), keys, make } as const;
  const reply = await withRetry(call, clock, context);
  if (reply.kind === 'failure') throw explainFailure(reply, endpoint, target.network);
  if (reply.kind === 'refusal') {
    const refused = { base, process: undefined, keys, endpoint };
    throw roleRefusal(reply, order) ?? explainRefusal(reply, refused, context.clock.now());
  }
  return checkedSession(reply, timeOfAws(clock, context), false);
}

/** The role as it was planned, without the sources. */
function roleInCall({ arn, sessionName, externalId }: Role): RoleCall['role'] {
  return { arn: arn.value, sessionName: sessionName.value, externalId: externalId?.value };
}

function timeOfAws({ clockOffset }: { clockOffset: number }, { clock }: Context): Date {
  return new Date(clock.now().getTime() + clockOffset);
}

/** Undefined for a refusal that any call may get. */
function roleRefusal(refusal: Refusal, { role, caller, renewal }: RoleOrder): AwsMfaError | undefined {
  const reason = refusalReason(refusal);
  if (reason === 'role-denied') return roleDenied(refusal, role, caller, false);
  if (reason !== 'temporary-keys' && reason !== 'unknown-key' && reason !== 'wrong-secret') return undefined;
  return new AwsMfaError(
    'session_rejected',
    `AWS rejected the session of ${caller} (${refusal.code}). Its access key may be deleted or inactive, or in another partition.`,
    `To get a new session:\n${renewal}`,
  );
}
