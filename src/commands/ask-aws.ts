/** Questions to AWS that spend nothing: whose keys, which devices. So they may be put again where the network fails. */
import { readableDevices } from '../domain/iam/devices.ts';
import { identityOf, isArn, type Identity } from '../domain/iam/identity.ts';
import {
  explainNoArn,
  explainQuestionFailure,
  explainQuestionRefusal,
} from '../domain/iam/explain-question.ts';
import { hostOf } from '../domain/sts/sts-endpoint.ts';
import { withoutKey } from '../domain/sts/sts-refusal.ts';
import type { StsTarget } from '../domain/session/sts-target.ts';
import type { LongTermKeys } from '../domain/profiles/profile-kind.ts';
import type { Sourced } from '../domain/sourced.ts';
import { persist, type CallToAws, type PersistDeps, type Reply } from './persist.ts';

export interface SignedCall extends StsTarget {
  keys: LongTermKeys;
  clockOffset: number;
  signal: AbortSignal;
}

export interface AskAwsDeps extends PersistDeps {
  getCallerIdentity(call: SignedCall): Promise<Reply<{ arn: string | undefined }>>;
  listMfaDevices(
    call: SignedCall & { userName: string },
  ): Promise<Reply<{ serialNumbers: string[] | undefined }>>;
}

/** Keys, whose they are said to be, and where to ask. */
export interface KeysInHand {
  /** Name of the profile they stand in, or are to stand in. */
  base: string;
  keys: LongTermKeys;
  /** The setting of the process that gave them, where one did. */
  process?: Sourced<string> | undefined;
  sts: StsTarget;
  iam: StsTarget;
  /** Milliseconds; changed where AWS says that this machine's clock is off. */
  clockOffset: number;
}

/** @throws AwsMfaError `refused`, `unreachable`, or the signal's reason */
export async function whoseKeys(hand: KeysInHand, deps: AskAwsDeps): Promise<Identity> {
  const reply = await ask('GetCallerIdentity', hand, deps, (call) =>
    deps.getCallerIdentity({ ...call, ...hand.sts }),
  );
  const endpoint = hand.sts.endpoint ? hostOf(hand.sts.endpoint) : `STS in ${hand.sts.region}`;
  if (reply.kind === 'failure') throw explainQuestionFailure(reply, endpoint, hand.sts.network);
  if (reply.kind === 'refusal') {
    const keyEnding = hand.keys.accessKeyId.slice(-4);
    throw explainQuestionRefusal(
      withoutKey(reply, hand.keys.accessKeyId),
      { base: hand.base, process: hand.process, keyEnding, endpoint },
      deps.now(),
    );
  }
  if (!isArn(reply.arn)) throw explainNoArn(endpoint);
  return identityOf(reply.arn);
}

/** The serial numbers of all devices; or in a few words why AWS would not tell. @throws the signal's reason */
export async function devicesOf(
  userName: string,
  hand: KeysInHand,
  deps: AskAwsDeps,
): Promise<{ serialNumbers: string[] } | { untold: string }> {
  const reply = await ask('ListMFADevices', hand, deps, (call) =>
    deps.listMfaDevices({ ...call, ...hand.iam, userName }),
  );
  if (reply.kind === 'answer') {
    const serialNumbers = readableDevices(reply.serialNumbers);
    return serialNumbers ? { serialNumbers } : { untold: 'its answer cannot be read' };
  }
  if (reply.kind === 'failure') return { untold: `IAM could not be reached, ${reply.reason}` };
  return { untold: reply.status === 403 ? 'a policy denies iam:ListMFADevices' : `IAM says ${reply.code}` };
}

/** Puts the question; what AWS says of this machine's clock holds for the next one, too. */
async function ask<Answer>(
  action: string,
  hand: KeysInHand,
  deps: AskAwsDeps,
  make: (call: Omit<SignedCall, keyof StsTarget>) => Promise<Reply<Answer>>,
): Promise<Reply<Answer>> {
  const call: CallToAws<Answer> = {
    action,
    spendsCode: false,
    make: (clockOffset) => make({ keys: hand.keys, clockOffset, signal: deps.signal }),
  };
  const { reply, clockOffset } = await persist(call, hand.clockOffset, deps);
  hand.clockOffset = clockOffset;
  return reply;
}
