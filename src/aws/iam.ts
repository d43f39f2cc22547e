/** Calls that need no code: STS GetCallerIdentity, IAM ListMFADevices and ListAccessKeys. */
import { IAMClient, ListAccessKeysCommand, ListMFADevicesCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import {
  type SignedCall,
  clientSettings,
  TIMEOUTS,
  openConnections,
  readError,
  type CallError,
} from './client.ts';

export interface UserCall extends SignedCall {
  /** Left out, AWS would authorise the request against every user. */
  userName: string;
}

export type MfaDevicesReply = PlainReply<{
  /** In AWS' order; a user has eight devices at most, so there is one page. Nothing where the answer was another. */
  serialNumbers: string[] | undefined;
}>;

/** Never rejects. */
export async function listMfaDevices(call: UserCall): Promise<MfaDevicesReply> {
  return plainCall(call, async (settings, abortSignal) => {
    const command = new ListMFADevicesCommand({ UserName: call.userName });
    const { MFADevices } = await new IAMClient(settings).send(command, { abortSignal });
    return { serialNumbers: MFADevices?.flatMap(({ SerialNumber }) => SerialNumber ?? []) };
  });
}

export type AccessKeysReply = PlainReply<{
  /** A user has two at most, so there is one page. Nothing where the answer was another. */
  accessKeys: { id: string; created: Date | undefined }[] | undefined;
}>;

/** Never rejects. */
export async function listAccessKeys(call: UserCall): Promise<AccessKeysReply> {
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

/** Whose keys these are, by STS GetCallerIdentity, which needs no permission. */
export type CallerIdentityReply = PlainReply<{
  /** `arn:aws:iam::123456789012:user/alice`, in the usual case. */
  arn: string | undefined;
}>;

/** Never rejects. */
export async function getCallerIdentity(call: SignedCall): Promise<CallerIdentityReply> {
  return plainCall(call, async (settings, abortSignal) => {
    const { Arn } = await new STSClient(settings).send(new GetCallerIdentityCommand({}), { abortSignal });
    return { arn: Arn };
  });
}

/** An answer, or what came instead of one. */
export type PlainReply<Answer> = ({ kind: 'answer' } & Answer) | CallError;

export type ClientSettings = ReturnType<typeof clientSettings>;

/**
 * One request on a connection of its own, never a retry of the SDK's. Never rejects.
 * @param send makes the client, sends the command, and takes from the answer what is wanted
 */
export async function plainCall<Answer extends object>(
  call: SignedCall,
  send: (settings: ClientSettings, abortSignal: AbortSignal) => Promise<Answer>,
): Promise<PlainReply<Answer>> {
  const lines = await openConnections(call.network, TIMEOUTS.connect);
  const patience = AbortSignal.timeout(TIMEOUTS.connect + TIMEOUTS.answer);
  const settings = clientSettings(call, lines, TIMEOUTS);
  try {
    const answer = await send(settings, AbortSignal.any([call.signal, patience]));
    return { kind: 'answer', ...answer };
  } catch (error) {
    return readError(patience.aborted ? patience.reason : error, lines.begun() > 0, call, lines);
  } finally {
    settings.requestHandler.destroy();
  }
}
