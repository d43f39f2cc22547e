/** Calls that need no code: STS GetCallerIdentity, IAM ListMFADevices and ListAccessKeys. None of them ever rejects. */
import { IAMClient, ListAccessKeysCommand, ListMFADevicesCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { AccessKeysReply, DevicesReply, IdentityReply, Reply, SignedCall, UserCall } from './calls.ts';
import { clientSettings, readError, TIMEOUTS } from './client.ts';
import { openConnections } from './connections.ts';

export function listMfaDevices(call: UserCall): Promise<DevicesReply> {
  return plainCall(call, async (settings, abortSignal) => {
    const command = new ListMFADevicesCommand({ UserName: call.userName });
    const { MFADevices } = await new IAMClient(settings).send(command, { abortSignal });
    return { serialNumbers: MFADevices?.flatMap(({ SerialNumber }) => SerialNumber ?? []) };
  });
}

export function listAccessKeys(call: UserCall): Promise<AccessKeysReply> {
  return plainCall(call, async (settings, abortSignal) => {
    const command = new ListAccessKeysCommand({ UserName: call.userName });
    const { AccessKeyMetadata: keys } = await new IAMClient(settings).send(command, { abortSignal });
    return {
      accessKeys: keys?.flatMap(({ AccessKeyId: id, CreateDate: created }) => (id ? [{ id, created }] : [])),
    };
  });
}

/** The user who has these keys. GetCallerIdentity needs no permission. */
export function getCallerIdentity(call: SignedCall): Promise<IdentityReply> {
  return plainCall(call, async (settings, abortSignal) => {
    const { Arn } = await new STSClient(settings).send(new GetCallerIdentityCommand({}), { abortSignal });
    return { arn: Arn };
  });
}

/** One request on a connection of its own, never retried by the SDK. */
async function plainCall<Answer extends object>(
  call: SignedCall,
  send: (settings: ReturnType<typeof clientSettings>, abortSignal: AbortSignal) => Promise<Answer>,
): Promise<Reply<Answer>> {
  const connections = await openConnections(call.network, TIMEOUTS.connect);
  const timeout = AbortSignal.timeout(TIMEOUTS.connect + TIMEOUTS.answer);
  const settings = clientSettings(call, connections, TIMEOUTS);
  try {
    const answer = await send(settings, AbortSignal.any([call.signal, timeout]));
    return { kind: 'answer', ...answer };
  } catch (error) {
    const isSent = connections.requestsSent() > 0;
    return readError(timeout.aborted ? timeout.reason : error, isSent, call.network, connections);
  } finally {
    settings.requestHandler.destroy();
  }
}
