/**
 * The SDK run through once while the person types. Node compiles a function at its first call, and between a code and
 * a session lie hundreds of them: afterwards the real call takes half as long.
 */
import { GetSessionTokenCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { Readable } from 'node:stream';

/** A call with nothing in it to nowhere: it is not signed, no connection is made for it, and it is answered here. */
export async function rehearseCall(settings: STSClientConfig): Promise<void> {
  const client = new STSClient({
    ...settings,
    region: 'us-east-1',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    signer: { sign: (request) => Promise.resolve(request) },
    requestHandler: { handle: () => Promise.resolve({ response: answer() }) },
  });
  const command = new GetSessionTokenCommand({
    SerialNumber: 'none',
    TokenCode: 'none',
    DurationSeconds: 900,
  });
  await client.send(command);
}

function answer() {
  return { statusCode: 200, headers: {}, body: Readable.from([Buffer.from(ANSWER)]) };
}

const ANSWER = `<GetSessionTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetSessionTokenResult>
<Credentials><AccessKeyId>none</AccessKeyId><SecretAccessKey>none</SecretAccessKey><SessionToken>none</SessionToken>
<Expiration>2030-01-01T00:00:00Z</Expiration></Credentials></GetSessionTokenResult></GetSessionTokenResponse>`;
