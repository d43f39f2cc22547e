/** Whose keys these are, by STS GetCallerIdentity, which needs no permission. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Connections } from './connections.ts';
import { plainCall, type PlainReply } from './plain-call.ts';
import type { SignedCall } from './sts.ts';

export type CallerIdentityReply = PlainReply<{
  /** `arn:aws:iam::123456789012:user/alice`, in the usual case. */
  arn: string | undefined;
}>;

/** Never rejects. */
export async function getCallerIdentity(call: SignedCall, lines: Connections): Promise<CallerIdentityReply> {
  return plainCall(call, lines, async (settings, abortSignal) => {
    const { Arn } = await new STSClient(settings).send(new GetCallerIdentityCommand({}), { abortSignal });
    return { arn: Arn };
  });
}
