/**
 * Calls STS with the AWS SDK: one request and no retry, since a code is accepted once. A failure is returned as a value
 * that says whether anything can have reached STS.
 */
import { AssumeRoleCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import type { SessionCall, SessionReply, Target } from './calls.ts';
import { clientSettings, openConnections, readError, TIMEOUTS, type Timeouts } from './client.ts';
import { type Connections, stsAddress } from './connections.ts';
import type { Network } from './network.ts';

export interface Sts {
  /** Opens a connection for a call that is about to come. Nothing is sent on it. */
  connect(target: Target<Network>): Promise<void>;
  /** Calls GetSessionToken, or AssumeRole where the call names a role, once. Never rejects. */
  getSession(call: SessionCall<Network>): Promise<SessionReply>;
}

/** The network is that of the first target: it does not change within a run. */
export function createSts(timeouts = TIMEOUTS): Sts {
  let opened: Promise<Connections> | undefined;
  const linesTo = ({ network }: Target<Network>) => (opened ??= openConnections(network, timeouts.connect));
  return {
    connect: async (target) => (await linesTo(target)).openAhead(stsAddress(target)),
    getSession: async (call) => getSession(call, await linesTo(call), timeouts),
  };
}

async function getSession(
  call: SessionCall<Network>,
  lines: Connections,
  timeouts: Timeouts,
): Promise<SessionReply> {
  const begun = lines.begun();
  const client = new STSClient(clientSettings(call, lines, timeouts));
  // The handler's own time limit ends with the answer's headers; a body that trickles in would be waited for.
  const patience = AbortSignal.timeout(timeouts.connect + timeouts.answer);
  try {
    const abortSignal = AbortSignal.any([call.signal, patience]);
    const { Credentials: given } = await send(client, call, abortSignal);
    return {
      kind: 'answer',
      accessKeyId: given?.AccessKeyId,
      secretAccessKey: given?.SecretAccessKey,
      sessionToken: given?.SessionToken,
      expiration: given?.Expiration,
    };
  } catch (error) {
    return readError(patience.aborted ? patience.reason : error, lines.begun() > begun, call, lines);
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
