/** Gets sessions from STS with the AWS SDK. */
import { AssumeRoleCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { serviceUrl } from '../profiles/regions.ts';
import type { RoleCall, SessionCall, SessionReply, Target } from './calls.ts';
import { callOnce, TIMEOUTS, type SendOptions, type Timeouts } from './client.ts';
import { openConnections, type Connections } from './connections.ts';
import type { NetworkPlan } from './network.ts';
import { memoizeFor } from '../text/memoize.ts';

/** Each plan has connections of its own: `login --all` plans several sessions, which may go to other servers. */
export function createSts(timeouts = TIMEOUTS) {
  const opened = memoizeFor((network: NetworkPlan) => openConnections(network, timeouts.connect));
  const connectionsFor = ({ network }: Target) => opened(network);
  return {
    /** Opens a connection for the next call. Nothing is sent on it. */
    connect: async (target: Target) => {
      const url = target.endpoint ?? serviceUrl('sts', target.region, target);
      (await connectionsFor(target)).openSpare(new URL(url));
    },
    /** Calls GetSessionToken, or AssumeRole for a role, once. Never rejects. */
    getSession: async (call: SessionCall) => ask(call, await connectionsFor(call), timeouts),
    /** Calls AssumeRole without a code, once. Never rejects. */
    assumeRole: async (call: RoleCall) =>
      // A role profile may have its own region and endpoint, so that the proxy may be another one.
      ask(call, await openConnections(call.network, timeouts.connect), timeouts),
  };
}

function ask(
  call: SessionCall | RoleCall,
  connections: Connections,
  timeouts: Timeouts,
): Promise<SessionReply> {
  return callOnce(call, connections, timeouts, async (settings, options) => {
    const { Credentials: given } = await send(call, new STSClient(settings), options);
    return {
      accessKeyId: given?.AccessKeyId,
      secretAccessKey: given?.SecretAccessKey,
      sessionToken: given?.SessionToken,
      expiration: given?.Expiration,
    };
  });
}

function send(call: SessionCall | RoleCall, client: STSClient, options: SendOptions) {
  const mfa = 'tokenCode' in call && { SerialNumber: call.serialNumber, TokenCode: call.tokenCode };
  const input = { ...mfa, DurationSeconds: call.durationSeconds };
  if (!call.role) return client.send(new GetSessionTokenCommand(input), options);
  const { arn: RoleArn, sessionName: RoleSessionName, externalId: ExternalId } = call.role;
  return client.send(new AssumeRoleCommand({ ...input, RoleArn, RoleSessionName, ExternalId }), options);
}
