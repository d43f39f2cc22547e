/** One run that may tell a secret, and what AWS answers to it. */
import type { LoginSetup, LoginSetupOptions } from '../../support/login-setup.ts';
import { alice, type Fault } from '../../support/loopback-aws.ts';
import type { LoopbackProxyOptions } from '../../support/loopback-proxy.ts';
import { KEY, SECRET, SESSION_KEY, SESSION_SECRET, SESSION_TOKEN } from './marks.ts';

export interface Row extends LoginSetupOptions {
  given: string;
  /** All that stands behind `aws-mfa`; by default a login with the marked code. */
  args?: string[];
  stdin?: string;
  fault?: Fault;
  /** Stands on the way to AWS; its address is given with the marked password. */
  proxy?: LoopbackProxyOptions;
  /** Whether the device knows the code: it does by default. */
  isRefused?: true;
  prepare?: (setup: LoginSetup) => void;
  /** Whether the run must end well, or must not; said where the row would prove nothing otherwise. */
  succeeds?: boolean | undefined;
}

/** Alice with marked keys. */
export function marked(): ReturnType<typeof alice> {
  return { ...alice(), accessKeyId: KEY, secretAccessKey: SECRET };
}

export function faults(all: Record<string, Fault>): Row[] {
  return Object.entries(all).map(([given, fault]) => ({ given, fault, succeeds: false }));
}

/** The marked session as AWS' answer, changed further. */
export function changed(change: (body: string) => string): Fault {
  const mark = (body: string): string =>
    body
      .replace(/(<AccessKeyId>)[^<]*/, `$1${SESSION_KEY}`)
      .replace(/(<SecretAccessKey>)[^<]*/, `$1${SESSION_SECRET}`)
      .replace(/(<SessionToken>)[^<]*/, `$1${SESSION_TOKEN}`);
  return { change: (answer) => ({ ...answer, body: change(mark(answer.body)) }) };
}

export function instead(body: string): Fault {
  return { instead: { status: 200, headers: { 'content-type': 'text/xml' }, body } };
}
