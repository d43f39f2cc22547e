/**
 * Gets a session from STS with the AWS SDK: one request and no retry of the SDK's own, since a code is accepted once. A
 * wrong code, which the person may retype, is told from every other failure.
 */
import { AssumeRoleCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import type { SessionCall, SessionReply, Target, Refusal } from './calls.ts';
import { clientSettings, openConnections, readError, TIMEOUTS, type Timeouts } from './client.ts';
import { type Connections, stsAddress } from './connections.ts';
import type { Network } from './network.ts';
import type { AwsMfaError } from '../errors.ts';
import { explainFailure } from './explain-failure.ts';
import { type CallContext, explainRefusal } from './explain-refusal.ts';
import { roleCall } from '../session/role.ts';
import { endpointName, targetOf } from './target.ts';
import { checkedSession, type NewSession, type SessionAnswer } from '../session/session.ts';
import { refusalReason } from './refusal.ts';
import type { KeyedPlan } from './base-keys.ts';
import { withRetry, type CallToAws } from './with-retry.ts';
import type { Context } from '../context.ts';

export interface Sts {
  /** Opens a connection for a call that is about to come. Nothing is sent on it. */
  connect(target: Target<Network>): Promise<void>;
  /**
   * Calls GetSessionToken, or AssumeRole where the call names a role, once. Never rejects: a failure is a reply that says
   * whether anything can have reached STS.
   */
  getSession(call: SessionCall<Network>): Promise<SessionReply>;
}

/** The network is that of the first target: it does not change within a run. */
export function createSts(timeouts = TIMEOUTS): Sts {
  let opened: Promise<Connections> | undefined;
  const agentsFor = ({ network }: Target<Network>) => (opened ??= openConnections(network, timeouts.connect));
  return {
    connect: async (target) => (await agentsFor(target)).openAhead(stsAddress(target)),
    getSession: async (call) => getSession(call, await agentsFor(call), timeouts),
  };
}

async function getSession(
  call: SessionCall<Network>,
  agents: Connections,
  timeouts: Timeouts,
): Promise<SessionReply> {
  const sentBefore = agents.requestsSent();
  const client = new STSClient(clientSettings(call, agents, timeouts));
  // The handler's own time limit ends with the answer's headers; a body that trickles in would be waited for.
  const timeout = AbortSignal.timeout(timeouts.connect + timeouts.answer);
  try {
    const abortSignal = AbortSignal.any([call.signal, timeout]);
    const { Credentials: given } = await send(client, call, abortSignal);
    return {
      kind: 'answer',
      accessKeyId: given?.AccessKeyId,
      secretAccessKey: given?.SecretAccessKey,
      sessionToken: given?.SessionToken,
      expiration: given?.Expiration,
    };
  } catch (error) {
    return readError(
      timeout.aborted ? timeout.reason : error,
      agents.requestsSent() > sentBefore,
      call,
      agents,
    );
  } finally {
    client.destroy();
  }
}

function send(client: STSClient, { role, ...call }: SessionCall<Network>, abortSignal: AbortSignal) {
  const mfa = {
    SerialNumber: call.serialNumber,
    TokenCode: call.tokenCode,
    DurationSeconds: call.durationSeconds,
  };
  if (!role) return client.send(new GetSessionTokenCommand(mfa), { abortSignal });
  const { arn, sessionName, externalId } = role;
  const input = { ...mfa, RoleArn: arn, RoleSessionName: sessionName, ExternalId: externalId };
  return client.send(new AssumeRoleCommand(input), { abortSignal });
}

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
