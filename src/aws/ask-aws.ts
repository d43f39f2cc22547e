/**
 * Asks AWS whose keys these are, and which MFA devices and access keys the user has. No code is spent, so a question is
 * retried when the network fails.
 */
import type { Advice } from '../errors.ts';
import type { AccessKey, Reply, SignedCall, SigningKeys, Target } from './calls.ts';
import { identityOf, isArn, type Identity } from './identity.ts';
import { readableDevices } from './devices.ts';
import {
  explainNoArn,
  explainQuestionFailure,
  explainQuestionRefusal,
  noAnswer,
} from './explain-question.ts';
import { placeName } from './target.ts';
import type { Sourced } from '../source.ts';
import { withRetry, type CallToAws } from './with-retry.ts';
import type { Context } from '../context.ts';

/** Keys, whose they are said to be, and where to ask. */
export interface KeyContext {
  /** Name of the profile they stand in, or are to stand in. */
  base: string;
  keys: SigningKeys;
  /** The setting of the process that gave them, where one did. */
  process?: Sourced<string> | undefined;
  sts: Target;
  iam: Target;
  /** Where each of it came from, for `--debug`. */
  lines: readonly string[];
  /** Milliseconds; changed where AWS says that this machine's clock is off. */
  clockOffset: number;
}

/** @throws AwsMfaError `refused`, `unreachable`, or the signal's reason */
export async function whoseKeys(keyContext: KeyContext, context: Context): Promise<Identity> {
  keyContext.lines.forEach((line) => context.output.say('debug', line));
  const endpoint = placeName('STS', keyContext.sts);
  const reply = await ask(
    {
      action: 'GetCallerIdentity',
      endpoint,
      make: (call) => context.aws.getCallerIdentity({ ...call, ...keyContext.sts }),
    },
    keyContext,
    context,
  );
  if (reply.kind === 'failure') throw explainQuestionFailure(reply, endpoint, keyContext.sts.network);
  if (reply.kind === 'refusal') {
    const keyEnding = keyContext.keys.accessKeyId.slice(-4);
    const asked = { base: keyContext.base, process: keyContext.process, keyEnding, endpoint };
    throw explainQuestionRefusal(reply, asked, context.clock.now());
  }
  if (!isArn(reply.arn)) throw explainNoArn(endpoint);
  return identityOf(reply.arn);
}

/** Why AWS would not tell. */
export interface Untold {
  untold: Advice;
}

/** The serial numbers of all devices; or why AWS would not tell. @throws the signal's reason */
export async function devicesOf(
  userName: string,
  keyContext: KeyContext,
  context: Context,
): Promise<{ serialNumbers: string[] } | Untold> {
  const endpoint = placeName('IAM', keyContext.iam);
  const reply = await ask(
    {
      action: 'ListMFADevices',
      endpoint,
      make: (call) => context.aws.listMfaDevices({ ...call, ...keyContext.iam, userName }),
    },
    keyContext,
    context,
  );
  if (reply.kind !== 'answer') return untold('iam:ListMFADevices', reply, endpoint, keyContext);
  const serialNumbers = readableDevices(reply.serialNumbers);
  return serialNumbers
    ? { serialNumbers }
    : { untold: { message: `The answer of ${endpoint} cannot be read.` } };
}

/** Every access key, with its age; or why AWS would not tell, as a sentence. @throws the signal's reason */
export async function accessKeysOf(
  userName: string,
  keyContext: KeyContext,
  context: Context,
): Promise<{ accessKeys: AccessKey[] } | Untold> {
  const endpoint = placeName('IAM', keyContext.iam);
  const reply = await ask(
    {
      action: 'ListAccessKeys',
      endpoint,
      make: (call) => context.aws.listAccessKeys({ ...call, ...keyContext.iam, userName }),
    },
    keyContext,
    context,
  );
  if (reply.kind !== 'answer') return untold('iam:ListAccessKeys', reply, endpoint, keyContext);
  const { accessKeys } = reply;
  return accessKeys ? { accessKeys } : { untold: { message: `The answer of ${endpoint} cannot be read.` } };
}

function untold(
  action: string,
  reply: Exclude<Reply<unknown>, { kind: 'answer' }>,
  endpoint: string,
  { iam }: KeyContext,
): Untold {
  if (reply.kind === 'failure') {
    const [message, hint] = noAnswer(reply, endpoint, iam.network);
    return { untold: { message, hint } };
  }
  // Whatever else says 403 on the way is no policy.
  return {
    untold: {
      message: /AccessDenied/.test(reply.code)
        ? `A policy denies ${action}.`
        : `${endpoint} says ${reply.code} (HTTP ${reply.status}).`,
    },
  };
}

interface AwsQuestion<Answer> {
  /** As AWS has it: `ListMFADevices`. */
  action: string;
  endpoint: string;
  make: (call: Omit<SignedCall, keyof Target>) => Promise<Reply<Answer>>;
}

/** Puts the question; what AWS says of this machine's clock holds for the next one, too. */
function ask<Answer>(
  { action, endpoint, make }: AwsQuestion<Answer>,
  keyContext: KeyContext,
  context: Context,
): Promise<Reply<Answer>> {
  const call: CallToAws<Answer> = {
    action,
    endpoint,
    keys: keyContext.keys,
    make: (clockOffset) => make({ keys: keyContext.keys, clockOffset, signal: context.signal }),
  };
  return withRetry(call, keyContext, context);
}
