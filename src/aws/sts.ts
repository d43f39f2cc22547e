/** Calls STS with the AWS SDK: one request, never retried by the SDK, because a code is accepted once. */
import { AssumeRoleCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import type { SessionCall, SessionReply, Target } from './calls.ts';
import { clientSettings, readError, TIMEOUTS, type Timeouts } from './client.ts';
import { NOTHING_AMBIENT, openConnections, type Connections } from './connections.ts';

/** Every call uses the network of the first one: it does not change within a run. */
export function createSts(timeouts = TIMEOUTS) {
  let opened: Promise<Connections> | undefined;
  const connectionsFor = ({ network }: Target) => (opened ??= openConnections(network, timeouts.connect));
  return {
    /** Opens a connection for the next call. Nothing is sent on it. */
    connect: async (target: Target) => (await connectionsFor(target)).openSpare(stsAddress(target)),
    /** Calls GetSessionToken, or AssumeRole for a role, once. Never rejects. */
    getSession: async (call: SessionCall) => getSession(call, await connectionsFor(call), timeouts),
  };
}

async function getSession(
  call: SessionCall,
  connections: Connections,
  timeouts: Timeouts,
): Promise<SessionReply> {
  const sentBefore = connections.requestsSent();
  const client = new STSClient(clientSettings(call, connections, timeouts));
  // The time limit of the SDK's handler ends with the headers of the answer; this one includes the body.
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
    const isSent = connections.requestsSent() > sentBefore;
    return readError(timeout.aborted ? timeout.reason : error, isSent, call.network, connections);
  } finally {
    client.destroy();
  }
}

function send(client: STSClient, { role, ...call }: SessionCall, abortSignal: AbortSignal) {
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

/** By the SDK's own rules. */
export function stsAddress({ region, endpoint, fips, dualstack }: Omit<Target, 'network'>): URL {
  if (endpoint) return new URL(endpoint);
  const rules = new STSClient({ region, ...NOTHING_AMBIENT }).config.endpointProvider;
  return rules({ Region: region, UseFIPS: fips, UseDualStack: dualstack, UseGlobalEndpoint: false }).url;
}
