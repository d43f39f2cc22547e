/** Lists, creates, deactivates and deletes the access keys of a user in IAM, or throws the error that says why not. */
import type { Context } from '../context.ts';
import { AwsMfaError } from '../errors.ts';
import type { LongTermKeys } from '../profiles/profile-kind.ts';
import { isWritable } from '../session/session-keys.ts';
import { option, shellCommand } from '../text/shell-command.ts';
import type { KeyContext } from './ask-aws.ts';
import type { AccessKey, CallError, LastUse, Reply, UserCall } from './calls.ts';
import { placeName } from './endpoint.ts';
import { explainFailure } from './network-messages.ts';
import { explainRefusal } from './refusal-messages.ts';
import { refusalReason } from './refusal-reason.ts';
import { withRetry } from './with-retry.ts';

/** The user whose keys are changed, and the session to do it with. */
export interface KeyOwner {
  userName: string;
  /** With the keys of the session: most policies require MFA for IAM. */
  keyContext: KeyContext;
  /** The MFA profile that holds this session. */
  mfaProfile: string;
  /** The command that gets a new session. */
  renewal: string;
}

/** @throws AwsMfaError `refused`, `unreachable`, or the signal's reason; so do the others */
export async function listKeys(owner: KeyOwner, context: Context): Promise<AccessKey[]> {
  const make = (call: UserCall) => context.aws.listAccessKeys(call);
  const { accessKeys } = await askIam('ListAccessKeys', make, owner, context);
  if (accessKeys) return accessKeys;
  const endpoint = placeName('IAM', owner.keyContext.iam);
  throw new AwsMfaError('unusable_answer', `${endpoint} sent an answer that cannot be read.`, CHECK_PROXY);
}

/**
 * A policy may deny it, which is no reason to stop.
 * @returns `unknown` if AWS does not say; undefined if the key was never used
 */
export async function lastUseOf(
  accessKeyId: string,
  owner: KeyOwner,
  context: Context,
): Promise<LastUse | undefined | 'unknown'> {
  const make = (call: UserCall) => context.aws.accessKeyLastUse({ ...call, accessKeyId });
  const reply = await send('GetAccessKeyLastUsed', make, owner, context);
  return reply.kind === 'answer' ? reply.lastUse : 'unknown';
}

/** @throws MaybeCreated if AWS may have created a key whose secret nobody has */
export async function createKey(owner: KeyOwner, context: Context): Promise<LongTermKeys> {
  const make = (call: UserCall) => context.aws.createAccessKey(call);
  const reply = await send('CreateAccessKey', make, owner, context);
  if (reply.kind === 'answer') {
    const { accessKeyId, secretAccessKey } = reply;
    if (isWritable(accessKeyId) && isWritable(secretAccessKey)) return { accessKeyId, secretAccessKey };
    const endpoint = placeName('IAM', owner.keyContext.iam);
    const message = `${endpoint} answered without a usable access key.`;
    throw new MaybeCreated(new AwsMfaError('unusable_answer', message, CHECK_PROXY));
  }
  const error = iamError('CreateAccessKey', reply, owner, context);
  const isUnclear = reply.kind === 'failure' ? reply.sent : reply.status >= 500;
  throw isUnclear ? new MaybeCreated(error) : error;
}

const CHECK_PROXY = 'Check the endpoint and any proxy, then try again.';

/** The error of a call for a new key that AWS may have carried out. */
export class MaybeCreated extends AwsMfaError {
  constructor({ code, message, hint, cause }: AwsMfaError) {
    super(code, message, hint, cause);
  }
}

export async function setKeyActive(
  { accessKeyId, isActive }: { accessKeyId: string; isActive: boolean },
  owner: KeyOwner,
  context: Context,
): Promise<void> {
  const make = (call: UserCall) => context.aws.setAccessKeyActive({ ...call, accessKeyId, isActive });
  await askIam('UpdateAccessKey', make, owner, context);
}

/** A key that is gone already is no error: the answer to the first attempt may have been lost. */
export async function deleteKey(accessKeyId: string, owner: KeyOwner, context: Context): Promise<void> {
  const make = (call: UserCall) => context.aws.deleteAccessKey({ ...call, accessKeyId });
  const reply = await send('DeleteAccessKey', make, owner, context);
  if (reply.kind === 'answer' || (reply.kind === 'refusal' && /^NoSuchEntity/.test(reply.code))) return;
  throw iamError('DeleteAccessKey', reply, owner, context);
}

async function askIam<Answer>(
  action: string,
  make: (call: UserCall) => Promise<Reply<Answer>>,
  owner: KeyOwner,
  context: Context,
): Promise<Answer> {
  const reply = await send(action, make, owner, context);
  if (reply.kind === 'answer') return reply;
  throw iamError(action, reply, owner, context);
}

/** A correction of the clock is kept for the next call. */
function send<Answer>(
  action: string,
  make: (call: UserCall) => Promise<Reply<Answer>>,
  { userName, keyContext }: KeyOwner,
  context: Context,
): Promise<Reply<Answer>> {
  const { keys, iam } = keyContext;
  const endpoint = placeName('IAM', iam);
  const signed = (clockOffset: number) =>
    make({ ...iam, userName, keys, clockOffset, signal: context.signal });
  const isOnce = action === 'CreateAccessKey';
  return withRetry({ action, endpoint, keys, isOnce, make: signed }, keyContext, context);
}

function iamError(action: string, reply: CallError, owner: KeyOwner, context: Context): AwsMfaError {
  const { userName, keyContext, mfaProfile, renewal } = owner;
  const { base, process, keys, iam } = keyContext;
  const endpoint = placeName('IAM', iam);
  if (reply.kind === 'failure') return explainFailure(reply, endpoint, iam.network);
  const reason = refusalReason(reply);
  if (reason === 'unknown-key' || reason === 'temporary-keys') {
    return new AwsMfaError(
      'session_rejected',
      `AWS rejected the session in [${mfaProfile}] (${reply.code}).`,
      `To get a new session:\n${renewal}`,
    );
  }
  if (reply.code.includes('AccessDenied')) {
    return new AwsMfaError(
      'access_denied',
      `A policy denies iam:${action} to ${userName}.`,
      'Ask an administrator to allow users to manage their own access keys.',
    );
  }
  if (reply.code.startsWith('LimitExceeded')) {
    return new AwsMfaError(
      'too_many_keys',
      `AWS allows ${userName} no more access keys (${reply.code}).`,
      `To see them:\n${shellCommand('aws', 'iam', 'list-access-keys', ...option('--profile', mfaProfile))}`,
    );
  }
  return explainRefusal(reply, { base, process, keys, endpoint }, context.clock.now());
}
