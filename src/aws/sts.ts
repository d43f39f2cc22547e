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
import { roleCall, type Role } from '../session/role.ts';
import { endpointName, targetOf, type ChosenTarget } from './target.ts';
import { checkedSession, type NewSession, type SessionAnswer } from '../session/session.ts';
import type { LongTermKeys } from '../profiles/profile-kind.ts';
import type { Sourced } from '../source.ts';
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
