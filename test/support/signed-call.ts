/** Calls of the first user of a loopback AWS, signed with that user's own key. */
import type { SessionCall } from '../../src/aws/calls.ts';
import type { LoopbackAws } from './loopback-aws.ts';

export function signedCall(aws: LoopbackAws) {
  const { accessKeyId = '', secretAccessKey = '' } = aws.users[0] ?? {};
  return {
    keys: { accessKeyId, secretAccessKey },
    region: 'us-east-1',
    fips: false,
    dualstack: false,
    network: { ca: aws.ca },
    endpoint: aws.url,
    clockOffset: 0,
    signal: new AbortController().signal,
    userName: 'alice',
  };
}

/** With a code of the user's first device. */
export function sessionCall(aws: LoopbackAws): SessionCall {
  return {
    ...signedCall(aws),
    serialNumber: Object.keys(aws.users[0]?.devices ?? {})[0] ?? '',
    tokenCode: aws.nextCode(),
    durationSeconds: 900,
    role: undefined,
  };
}
