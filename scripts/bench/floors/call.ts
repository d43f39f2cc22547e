/** The SDK alone: one GetSessionToken, with every setting given. */
import { GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { NOTHING_AMBIENT } from '../../../src/aws/client.ts';

const [, , endpoint = '', tokenCode = ''] = process.argv;
const client = new STSClient({
  endpoint,
  region: 'eu-west-1',
  credentials: {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  },
  ...NOTHING_AMBIENT,
});
client
  .send(
    new GetSessionTokenCommand({
      SerialNumber: 'arn:aws:iam::123456789012:mfa/alice',
      TokenCode: tokenCode,
      DurationSeconds: 43_200,
    }),
  )
  .finally(() => client.destroy())
  .catch(() => (process.exitCode = 1));
