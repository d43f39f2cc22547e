/** The SDK's own client for a loopback AWS: it shows whether the loopback behaves like AWS. */
import { Agent } from 'node:https';
import {
  type Credentials,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { LoopbackAws } from './loopback-aws.ts';

export interface SigningKeys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** A client without retries, in us-east-1, that trusts only the loopback's authority. */
export function stsClient(aws: LoopbackAws, keys: SigningKeys | undefined = aws.users[0]): STSClient {
  if (keys === undefined) throw new Error('This loopback AWS has no user whose keys could sign.');
  return new STSClient({
    endpoint: aws.url,
    region: 'us-east-1',
    credentials: keys,
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({ httpsAgent: new Agent({ ca: aws.ca }) }),
  });
}

/** Gets a session by the first user's device and an unused code, with whatever is given instead. */
export async function getSession(
  aws: LoopbackAws,
  input: { SerialNumber?: string; TokenCode?: string; DurationSeconds?: number } = {},
): Promise<Credentials> {
  const [SerialNumber = ''] = Object.keys(aws.users[0]?.devices ?? {});
  const given = { SerialNumber, TokenCode: input.TokenCode ?? aws.nextCode(), ...input };
  const { Credentials } = await stsClient(aws).send(new GetSessionTokenCommand(given));
  if (Credentials === undefined) throw new Error('The answer had no credentials in it.');
  return Credentials;
}

/** The ARN of the user who has these keys: the proof that they work. */
export async function whoAmI(aws: LoopbackAws, keys?: SigningKeys): Promise<string | undefined> {
  const { Arn } = await stsClient(aws, keys).send(new GetCallerIdentityCommand({}));
  return Arn;
}

/** The keys of an answer, in the form that a client takes. */
export function keysOf({ AccessKeyId, SecretAccessKey, SessionToken }: Credentials): Required<SigningKeys> {
  return {
    accessKeyId: AccessKeyId ?? '',
    secretAccessKey: SecretAccessKey ?? '',
    sessionToken: SessionToken ?? '',
  };
}
