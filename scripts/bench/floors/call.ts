/** The SDK and nothing of ours: one GetSessionToken, with every setting handed over. */
import { GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';

const [, , endpoint = '', tokenCode = ''] = process.argv;
const client = new STSClient({
  endpoint,
  region: 'eu-west-1',
  credentials: {
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  },
  ignoreConfiguredEndpointUrls: true,
  maxAttempts: 1,
  retryMode: 'standard',
  defaultsMode: 'standard',
  useFipsEndpoint: false,
  useDualstackEndpoint: false,
  userAgentAppId: () => Promise.resolve(undefined),
  authSchemePreference: () => Promise.resolve([]),
  disableClockSkewCorrection: false,
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
