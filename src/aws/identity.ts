/** Asks AWS which user has some keys. No code is spent. */
import type { Context } from '../context.ts';
import { AwsMfaError } from '../errors.ts';
import type { Sourced } from '../source.ts';
import type { SignedCall, SigningKeys, Target } from './calls.ts';
import { placeName } from './endpoint.ts';
import { explainFailure } from './network-messages.ts';
import { explainRefusal } from './refusal-messages.ts';
import { withRetry } from './with-retry.ts';

/** Keys to call AWS with, where they come from, and where to call. */
export interface KeyContext {
  /** Name of the profile that has them, or will have them. */
  base: string;
  keys: SigningKeys;
  /** The `credential_process` that gave them; undefined if they are in a file. */
  process?: Sourced<string> | undefined;
  sts: Target;
  iam: Target;
  /** For `--debug`: where each value came from. */
  lines: readonly string[];
  /** Milliseconds; changed if AWS says that this machine's clock is off. */
  clockOffset: number;
}

export interface Identity {
  arn: string;
  /** For the user: `alice`, `the root user`, or the ARN. */
  shown: string;
  /** The IAM user name; undefined for the root user, whose devices cannot be listed by a name. */
  userName: string | undefined;
  /** The usual ARN of this user's device. A guess: devices may have any name. */
  likelyDevice: string | undefined;
}

/** The user who has the keys. @throws AwsMfaError `refused`, `unreachable`, or the signal's reason */
export async function whoseKeys(keyContext: KeyContext, context: Context): Promise<Identity> {
  const { base, process, keys, sts: target, lines } = keyContext;
  lines.forEach((line) => context.output.say('debug', line));
  const endpoint = placeName('STS', target);
  const make = (call: SignedCall) => context.aws.getCallerIdentity(call);
  const call = { action: 'GetCallerIdentity', service: 'STS', target, keys, make } as const;
  const reply = await withRetry(call, keyContext, context);
  if (reply.kind === 'failure') throw explainFailure(reply, endpoint, target.network);
  if (reply.kind === 'refusal')
    throw explainRefusal(reply, { base, process, keys, endpoint }, context.clock.now());
  if (!isArn(reply.arn)) {
    throw new AwsMfaError(
      'unusable_answer',
      `${endpoint} answered, but did not say which user has these keys.`,
      'Check the endpoint and any proxy, then try again.',
    );
  }
  return identityOf(reply.arn);
}

/** Whether a text is safe to show: ARNs are printable ASCII (AWS IAM API reference). */
export function isArn(text: string | undefined): text is string {
  return text !== undefined && /^arn:[!-~]{1,2044}$/.test(text);
}

/** @param arn `arn:aws:iam::123456789012:user/team/alice`: the path is not part of the name */
export function identityOf(arn: string): Identity {
  const [, account = '', root, userName] =
    /^(arn:[\w-]+:iam::\d{12}:)(?:(root)|user\/(?:.*\/)?([^/]+))$/.exec(arn) ?? [];
  const device = root ? 'root-account-mfa-device' : userName;
  return {
    arn,
    shown: root ? 'the root user' : (userName ?? arn),
    userName,
    likelyDevice: device && `${account}mfa/${device}`,
  };
}
