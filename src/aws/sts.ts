/** Calls STS with the AWS SDK: one request, never retried by the SDK, because a code is accepted once. */
import { AssumeRoleCommand, GetSessionTokenCommand, STSClient, type Credentials } from '@aws-sdk/client-sts';
import type { RoleCall, SessionCall, SessionReply, SignedCall, Target } from './calls.ts';
import { clientSettings, readError, TIMEOUTS, type Timeouts } from './client.ts';
import { NOTHING_AMBIENT, openConnections, type Connections } from './connections.ts';

/** Every call with a code uses the network of the first one: it does not change within a run. */
export function createSts(timeouts = TIMEOUTS) {
  let opened: Promise<Connections> | undefined;
  const connectionsFor = ({ network }: Target) => (opened ??= openConnections(network, timeouts.connect));
  return {
    /** Opens a connection for the next call. Nothing is sent on it. */
    connect: async (target: Target) => (await connectionsFor(target)).openSpare(stsAddress(target)),
    /** Calls GetSessionToken, or AssumeRole for a role, once. Never rejects. */
    getSession: async (call: SessionCall) =>
      credentialsFrom(call, { connections: await connectionsFor(call), timeouts }, sendCode(call)),
    /** Calls AssumeRole without a code, once. Never rejects. */
    assumeRole: async (call: RoleCall) => {
      // A role profile may have its own region and endpoint, so that the proxy may be another one.
      const connections = await openConnections(call.network, timeouts.connect);
      return credentialsFrom(call, { connections, timeouts }, sendRole(call));
    },
  };
}

type Send = (
  client: STSClient,
  options: { abortSignal: AbortSignal },
) => Promise<{ Credentials?: Credentials | undefined }>;

async function credentialsFrom(
  call: SignedCall,
  { connections, timeouts }: { connections: Connections; timeouts: Timeouts },
  send: Send,
): Promise<SessionReply> {
  const sentBefore = connections.requestsSent();
  const client = new STSClient(clientSettings(call, connections, timeouts));
  // The time limit of the SDK's handler ends with the headers of the answer; this one includes the body.
  const timeout = AbortSignal.timeout(timeouts.connect + timeouts.answer);
  try {
    const abortSignal = AbortSignal.any([call.signal, timeout]);
    const { Credentials: given } = await send(client, { abortSignal });
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

function sendCode({ role, serialNumber, tokenCode, durationSeconds }: SessionCall): Send {
  const mfa = { SerialNumber: serialNumber, TokenCode: tokenCode, DurationSeconds: durationSeconds };
  if (!role) return (client, options) => client.send(new GetSessionTokenCommand(mfa), options);
  const command = new AssumeRoleCommand({ ...mfa, ...roleInput(role) });
  return (client, options) => client.send(command, options);
}

function sendRole({ role, durationSeconds }: RoleCall): Send {
  const command = new AssumeRoleCommand({ ...roleInput(role), DurationSeconds: durationSeconds });
  return (client, options) => client.send(command, options);
}

function roleInput({ arn, sessionName, externalId }: RoleCall['role']) {
  return { RoleArn: arn, RoleSessionName: sessionName, ExternalId: externalId };
}

/** By the SDK's own rules. */
export function stsAddress({ region, endpoint, fips, dualstack }: Omit<Target, 'network'>): URL {
  if (endpoint) return new URL(endpoint);
  const rules = new STSClient({ region, ...NOTHING_AMBIENT }).config.endpointProvider;
  return rules({ Region: region, UseFIPS: fips, UseDualStack: dualstack, UseGlobalEndpoint: false }).url;
}
