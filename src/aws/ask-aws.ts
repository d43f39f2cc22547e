/**
 * Asks AWS whose keys these are, and which MFA devices and access keys the user has. No code is spent, so a question is
 * retried when the network fails.
 */
import type { Advice } from '../errors.ts';
import { type AccessKey, identityOf, isArn, type Identity } from './identity.ts';
import { readableDevices } from './devices.ts';
import {
  explainNoArn,
  explainQuestionFailure,
  explainQuestionRefusal,
  noAnswer,
} from './explain-question.ts';
import { placeName, type StsTarget } from './target.ts';
import type { LongTermKeys } from '../profiles/profile-kind.ts';
import type { Sourced } from '../source.ts';
import { persist, type CallToAws, type PersistDeps, type Reply } from './with-retry.ts';

/** With the token, where they are those of a session. */
export type SigningKeys = LongTermKeys & { sessionToken?: string };

export interface SignedCall extends StsTarget {
  keys: SigningKeys;
  clockOffset: number;
  signal: AbortSignal;
}

export interface AskAwsDeps extends PersistDeps {
  getCallerIdentity(call: SignedCall): Promise<Reply<{ arn: string | undefined }>>;
  listMfaDevices(
    call: SignedCall & { userName: string },
  ): Promise<Reply<{ serialNumbers: string[] | undefined }>>;
}

export interface AskAccessKeysDeps extends PersistDeps {
  listAccessKeys(
    call: SignedCall & { userName: string },
  ): Promise<Reply<{ accessKeys: AccessKey[] | undefined }>>;
}

/** Keys, whose they are said to be, and where to ask. */
export interface KeysInHand {
  /** Name of the profile they stand in, or are to stand in. */
  base: string;
  keys: SigningKeys;
  /** The setting of the process that gave them, where one did. */
  process?: Sourced<string> | undefined;
  sts: StsTarget;
  iam: StsTarget;
  /** Where each of it came from, for `--debug`. */
  lines: readonly string[];
  /** Milliseconds; changed where AWS says that this machine's clock is off. */
  clockOffset: number;
}

/** @throws AwsMfaError `refused`, `unreachable`, or the signal's reason */
export async function whoseKeys(hand: KeysInHand, deps: AskAwsDeps): Promise<Identity> {
  hand.lines.forEach((line) => deps.say('debug', line));
  const endpoint = placeName('STS', hand.sts);
  const reply = await ask('GetCallerIdentity', endpoint, hand, deps, (call) =>
    deps.getCallerIdentity({ ...call, ...hand.sts }),
  );
  if (reply.kind === 'failure') throw explainQuestionFailure(reply, endpoint, hand.sts.network);
  if (reply.kind === 'refusal') {
    const keyEnding = hand.keys.accessKeyId.slice(-4);
    const asked = { base: hand.base, process: hand.process, keyEnding, endpoint };
    throw explainQuestionRefusal(reply, asked, deps.now());
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
  hand: KeysInHand,
  deps: AskAwsDeps,
): Promise<{ serialNumbers: string[] } | Untold> {
  const endpoint = placeName('IAM', hand.iam);
  const reply = await ask('ListMFADevices', endpoint, hand, deps, (call) =>
    deps.listMfaDevices({ ...call, ...hand.iam, userName }),
  );
  if (reply.kind !== 'answer') return untold('iam:ListMFADevices', reply, endpoint, hand);
  const serialNumbers = readableDevices(reply.serialNumbers);
  return serialNumbers
    ? { serialNumbers }
    : { untold: { message: `The answer of ${endpoint} cannot be read.` } };
}

/** Every access key, with its age; or why AWS would not tell, as a sentence. @throws the signal's reason */
export async function accessKeysOf(
  userName: string,
  hand: KeysInHand,
  deps: AskAccessKeysDeps,
): Promise<{ accessKeys: AccessKey[] } | Untold> {
  const endpoint = placeName('IAM', hand.iam);
  const reply = await ask('ListAccessKeys', endpoint, hand, deps, (call) =>
    deps.listAccessKeys({ ...call, ...hand.iam, userName }),
  );
  if (reply.kind !== 'answer') return untold('iam:ListAccessKeys', reply, endpoint, hand);
  const { accessKeys } = reply;
  return accessKeys ? { accessKeys } : { untold: { message: `The answer of ${endpoint} cannot be read.` } };
}

function untold(
  action: string,
  reply: Exclude<Reply<unknown>, { kind: 'answer' }>,
  endpoint: string,
  { iam }: KeysInHand,
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

/** Puts the question; what AWS says of this machine's clock holds for the next one, too. */
async function ask<Answer>(
  action: string,
  endpoint: string,
  hand: KeysInHand,
  deps: PersistDeps,
  make: (call: Omit<SignedCall, keyof StsTarget>) => Promise<Reply<Answer>>,
): Promise<Reply<Answer>> {
  const call: CallToAws<Answer> = {
    action,
    endpoint,
    keys: hand.keys,
    make: (clockOffset) => make({ keys: hand.keys, clockOffset, signal: deps.signal }),
  };
  const { reply, clockOffset } = await persist(call, hand.clockOffset, deps);
  hand.clockOffset = clockOffset;
  return reply;
}
