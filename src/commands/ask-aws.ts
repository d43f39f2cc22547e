/** Questions to AWS that spend nothing: whose keys, which devices. So they may be put again where the network fails. */
import { identityOf, type Identity } from '../domain/iam/identity.ts';
import {
  explainNoArn,
  explainQuestionFailure,
  explainQuestionRefusal,
} from '../domain/iam/explain-question.ts';
import { isRetryable, type Failure } from '../domain/sts/explain-failure.ts';
import { hostOf } from '../domain/sts/sts-endpoint.ts';
import type { Refusal } from '../domain/sts/sts-refusal.ts';
import type { StsTarget } from '../domain/session/sts-target.ts';
import type { LongTermKeys } from '../domain/profiles/profile-kind.ts';
import { correctionFor, PAUSES, type CallStsDeps } from './call-sts.ts';

export interface SignedCall extends StsTarget {
  keys: LongTermKeys;
  clockOffset: number;
  signal: AbortSignal;
}

export type Reply<Answer> =
  ({ kind: 'answer' } & Answer) | ({ kind: 'refusal' } & Refusal) | ({ kind: 'failure' } & Failure);

export interface AskAwsDeps extends Omit<CallStsDeps, 'getSession'> {
  getCallerIdentity(call: SignedCall): Promise<Reply<{ arn: string | undefined }>>;
  listMfaDevices(call: SignedCall & { userName: string }): Promise<Reply<{ serialNumbers: string[] }>>;
}

/** Keys, whose they are said to be, and where to ask. */
export interface KeysInHand {
  /** Name of the profile they stand in, or are to stand in. */
  base: string;
  keys: LongTermKeys;
  sts: StsTarget;
  iam: StsTarget;
  /** Milliseconds; changed where AWS says that this machine's clock is off. */
  clockOffset: number;
}

/** @throws AwsMfaError `refused`, `unreachable`, or the signal's reason */
export async function whoseKeys(hand: KeysInHand, deps: AskAwsDeps): Promise<Identity> {
  const reply = await persist('GetCallerIdentity', hand, deps, (clockOffset) =>
    deps.getCallerIdentity({ ...callOf(hand, deps), ...hand.sts, clockOffset }),
  );
  const endpoint = hand.sts.endpoint ? hostOf(hand.sts.endpoint) : `STS in ${hand.sts.region}`;
  if (reply.kind === 'failure') throw explainQuestionFailure(reply, endpoint, hand.sts.network);
  if (reply.kind === 'refusal') {
    const keyEnding = hand.keys.accessKeyId.slice(-4);
    throw explainQuestionRefusal(masked(reply, hand), { base: hand.base, keyEnding, endpoint }, deps.now());
  }
  if (!reply.arn) throw explainNoArn(endpoint);
  return identityOf(reply.arn);
}

/** The serial numbers of all devices; or in a few words why AWS would not tell. @throws the signal's reason */
export async function devicesOf(
  userName: string,
  hand: KeysInHand,
  deps: AskAwsDeps,
): Promise<{ serialNumbers: string[] } | { untold: string }> {
  const reply = await persist('ListMFADevices', hand, deps, (clockOffset) =>
    deps.listMfaDevices({ ...callOf(hand, deps), ...hand.iam, clockOffset, userName }),
  );
  if (reply.kind === 'answer') return { serialNumbers: reply.serialNumbers };
  if (reply.kind === 'failure') return { untold: `IAM could not be reached, ${reply.reason}` };
  return { untold: reply.status === 403 ? 'a policy denies iam:ListMFADevices' : `IAM says ${reply.code}` };
}

function callOf({ keys, clockOffset }: KeysInHand, { signal }: AskAwsDeps) {
  return { keys, clockOffset, signal };
}

/** Puts the question again where the network failed, twice at most, and once with a clock that AWS has corrected. */
async function persist<Answer>(
  name: string,
  hand: KeysInHand,
  deps: AskAwsDeps,
  ask: (clockOffset: number) => Promise<Reply<Answer>>,
): Promise<Reply<Answer>> {
  let pauses = 0;
  for (;;) {
    const begun = deps.now().getTime();
    const reply = await ask(hand.clockOffset);
    deps.signal.throwIfAborted();
    deps.say('debug', `${name}: ${outcome(reply)} after ${deps.now().getTime() - begun} ms`);
    if (reply.kind === 'answer') return reply;
    if (reply.kind === 'failure') {
      const pause = isRetryable({ ...reply, sent: false }) ? PAUSES[pauses++] : undefined;
      if (pause === undefined) return reply;
      await deps.wait(pause);
      continue;
    }
    const correction = hand.clockOffset === 0 ? correctionFor(reply, deps) : undefined;
    if (correction === undefined) return reply;
    hand.clockOffset = correction;
  }
}

function outcome(reply: Reply<unknown>): string {
  if (reply.kind === 'refusal') return `HTTP ${reply.status}, ${reply.code}`;
  return reply.kind === 'failure' ? reply.reason : 'an answer';
}

/** Servers like AWS repeat the access key, which is not for the screen. */
function masked<R extends Refusal>(refusal: R, { keys }: KeysInHand): R {
  const shown = `…${keys.accessKeyId.slice(-4)}`;
  return { ...refusal, message: refusal.message.replaceAll(keys.accessKeyId, shown) };
}
