/** Calls STS with the AWS SDK: one request and no retry of the SDK's own, since a code is accepted once. */
import { AssumeRoleCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import type { SessionCall, SessionReply, Target } from './calls.ts';
import { clientSettings, openConnections, readError, TIMEOUTS, type Timeouts } from './client.ts';
import { type Connections, stsAddress } from './connections.ts';
import type { Network } from './network.ts';

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
