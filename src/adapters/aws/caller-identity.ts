/** Whose keys these are, by STS GetCallerIdentity, which needs no permission. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { plainCall, type PlainReply } from './plain-call.ts';
import type { SignedCall } from './client-settings.ts';

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
