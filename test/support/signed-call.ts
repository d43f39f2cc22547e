/** The call of the first user of a loopback AWS, signed with that user's own key. */
import type { LoopbackAws } from './loopback-aws.ts';

export function signedCall(aws: LoopbackAws) {
  const { accessKeyId = '', secretAccessKey = '' } = aws.users[0] ?? {};
  return {
    keys: { accessKeyId, secretAccessKey },
    region: 'us-east-1',
    fips: false,
    dualstack: false,
    network: {},
    endpoint: aws.url,
    clockOffset: 0,
    signal: new AbortController().signal,
    userName: 'alice',
  };
}
