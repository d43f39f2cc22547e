/** The MFA devices of a user, by IAM ListMFADevices. */
import { IAMClient, ListMFADevicesCommand } from '@aws-sdk/client-iam';
import { plainCall, type PlainReply } from './plain-call.ts';
import type { SignedCall } from './client-settings.ts';

export interface ListMfaDevicesCall extends SignedCall {
  /** Left out, AWS would authorise the request against every user. */
  userName: string;
}

export type MfaDevicesReply = PlainReply<{
  /** In AWS' order; a user has eight devices at most, so there is one page. Nothing where the answer was another. */
  serialNumbers: string[] | undefined;
}>;

/** Never rejects. */
export async function listMfaDevices(call: ListMfaDevicesCall): Promise<MfaDevicesReply> {
  return plainCall(call, async (settings, abortSignal) => {
    const command = new ListMFADevicesCommand({ UserName: call.userName });
    const { MFADevices } = await new IAMClient(settings).send(command, { abortSignal });
    return { serialNumbers: MFADevices?.flatMap(({ SerialNumber }) => SerialNumber ?? []) };
  });
}
