/** The MFA devices of a user, by IAM ListMFADevices. */
import { IAMClient, ListMFADevicesCommand } from '@aws-sdk/client-iam';
import { getCallerIdentity, type CallerIdentityReply } from './caller-identity.ts';
import { plainCall, type PlainReply } from './plain-call.ts';
import type { SignedCall } from './client-settings.ts';

export interface ListMfaDevicesCall extends SignedCall {
  /** Left out, AWS would authorise the request against every user. */
  userName: string;
}

export type MfaDevicesReply = PlainReply<{
  /** In AWS' order; a user has eight devices at most, so there is one page. */
  serialNumbers: string[];
}>;

/** What AWS knows of the bearer of keys. */
export interface Identity {
  /** Asks STS. Never rejects. */
  getCallerIdentity(call: SignedCall): Promise<CallerIdentityReply>;
  /** Asks IAM. Never rejects. */
  listMfaDevices(call: ListMfaDevicesCall): Promise<MfaDevicesReply>;
}

export const identity: Identity = { getCallerIdentity, listMfaDevices };

async function listMfaDevices(call: ListMfaDevicesCall): Promise<MfaDevicesReply> {
  return plainCall(call, async (settings, abortSignal) => {
    const command = new ListMFADevicesCommand({ UserName: call.userName });
    const { MFADevices = [] } = await new IAMClient(settings).send(command, { abortSignal });
    return { serialNumbers: MFADevices.flatMap(({ SerialNumber }) => SerialNumber ?? []) };
  });
}
