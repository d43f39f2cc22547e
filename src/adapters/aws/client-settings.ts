/** What every call to AWS is made with, and what a client of the SDK is told for it, whichever service it is of. */
import type { Connections } from './connections.ts';
import { LimitedHandler } from './limited-handler.ts';
import { NOTHING_AMBIENT } from './nothing-ambient.ts';
import type { StsTarget } from './sts-address.ts';

export interface SignedCall extends StsTarget {
  /** With the token, where they are those of a session. */
  keys: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** Milliseconds to add to this machine's clock when signing. */
  clockOffset: number;
  signal: AbortSignal;
}

export interface Timeouts {
  /** Milliseconds to reach the server. */
  connect: number;
  /** Milliseconds from then on to the end of the answer. */
  answer: number;
}

export const TIMEOUTS: Timeouts = { connect: 10_000, answer: 30_000 };

/** All that a client of the SDK is told, whichever service it is for. */
export function clientSettings(call: SignedCall, lines: Connections, timeouts: Timeouts) {
  return {
    ...NOTHING_AMBIENT,
    region: call.region,
    useFipsEndpoint: call.fips,
    useDualstackEndpoint: call.dualstack,
    ...(call.endpoint ? { endpoint: call.endpoint } : {}),
    credentials: call.keys,
    systemClockOffset: call.clockOffset,
    requestHandler: new LimitedHandler({
      httpAgent: lines.http,
      httpsAgent: lines.https,
      connectionTimeout: timeouts.connect,
      requestTimeout: timeouts.answer,
      throwOnRequestTimeout: true,
    }),
  };
}
