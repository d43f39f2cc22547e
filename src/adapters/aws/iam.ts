/** What IAM knows of a user: the MFA devices, by ListMFADevices, and the access keys, by ListAccessKeys. */
import { IAMClient, ListAccessKeysCommand, ListMFADevicesCommand } from '@aws-sdk/client-iam';
import { plainCall, type PlainReply } from './plain-call.ts';
import type { SignedCall } from './client-settings.ts';

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
