/** Calls that need no code: STS GetCallerIdentity, IAM ListMFADevices and ListAccessKeys. */
import { IAMClient, ListAccessKeysCommand, ListMFADevicesCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { AccessKeysReply, DevicesReply, IdentityReply, Reply, SignedCall, UserCall } from './calls.ts';
import { clientSettings, TIMEOUTS, openConnections, readError } from './client.ts';
import type { Network } from './network.ts';

/** Never rejects. */
export async function listMfaDevices(call: UserCall<Network>): Promise<DevicesReply> {
  return plainCall(call, async (settings, abortSignal) => {
    const command = new ListMFADevicesCommand({ UserName: call.userName });
    const { MFADevices } = await new IAMClient(settings).send(command, { abortSignal });
    return { serialNumbers: MFADevices?.flatMap(({ SerialNumber }) => SerialNumber ?? []) };
  });
}

/** Never rejects. */
export async function listAccessKeys(call: UserCall<Network>): Promise<AccessKeysReply> {
  return plainCall(call, async (settings, abortSignal) => {
    const command = new ListAccessKeysCommand({ UserName: call.userName });
    const { AccessKeyMetadata: listed } = await new IAMClient(settings).send(command, { abortSignal });
    return {
      accessKeys: listed?.flatMap(({ AccessKeyId: id, CreateDate: created }) =>
        id ? [{ id, created }] : [],
      ),
    };
  });
}

/** Whose keys these are, by STS GetCallerIdentity, which needs no permission. Never rejects. */
export async function getCallerIdentity(call: SignedCall<Network>): Promise<IdentityReply> {
  return plainCall(call, async (settings, abortSignal) => {
    const { Arn } = await new STSClient(settings).send(new GetCallerIdentityCommand({}), { abortSignal });
    return { arn: Arn };
  });
}

export type ClientSettings = ReturnType<typeof clientSettings>;

/**
 * One request on a connection of its own, never a retry of the SDK's. Never rejects.
 * @param send makes the client, sends the command, and takes from the answer what is wanted
 */
async function plainCall<Answer extends object>(
  call: SignedCall<Network>,
  send: (settings: ClientSettings, abortSignal: AbortSignal) => Promise<Answer>,
): Promise<Reply<Answer>> {
  const agents = await openConnections(call.network, TIMEOUTS.connect);
  const timeout = AbortSignal.timeout(TIMEOUTS.connect + TIMEOUTS.answer);
  const settings = clientSettings(call, agents, TIMEOUTS);
  try {
    const answer = await send(settings, AbortSignal.any([call.signal, timeout]));
    return { kind: 'answer', ...answer };
  } catch (error) {
    return readError(timeout.aborted ? timeout.reason : error, agents.requestsSent() > 0, call, agents);
  } finally {
    settings.requestHandler.destroy();
  }
}
