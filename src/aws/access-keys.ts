/** Lists, creates, deactivates and deletes the access keys of a user in IAM, or throws the error that says why not. */
import type { Context } from '../context.ts';
import { AwsMfaError } from '../errors.ts';
import type { LongTermKeys } from '../profiles/profile-kind.ts';
import { isWritable } from '../session/session-keys.ts';
import { option, shellCommand } from '../text/shell-command.ts';
import { askIam, hasNotDeleted, iamError, isUnclear, type IamUser } from './ask-iam.ts';
import type { AccessKey, CallError, LastUse, UserCall } from './calls.ts';
import { placeName } from './endpoint.ts';
import { refusalReason } from './refusal-reason.ts';

/** The user whose keys are changed, with the keys of a session: most policies require MFA for IAM. */
export interface KeyOwner extends IamUser {
  /** The MFA profile that holds this session. */
  mfaProfile: string;
  /** The command that gets a new session. */
  renewal: string;
}

/** @throws AwsMfaError `refused`, `unreachable`, or the signal's reason; so do the others */
export async function listKeys(owner: KeyOwner, context: Context): Promise<AccessKey[]> {
  const make = (call: UserCall) => context.aws.listAccessKeys(call);
  const reply = await askIam({ action: 'ListAccessKeys', make }, owner, context);
  if (reply.kind !== 'answer') throw keyError('ListAccessKeys', reply, owner, context);
  if (reply.accessKeys) return reply.accessKeys;
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
  const reply = await askIam({ action: 'GetAccessKeyLastUsed', make }, owner, context);
  return reply.kind === 'answer' ? reply.lastUse : 'unknown';
}

/** @throws MaybeCreated if AWS may have created a key whose secret nobody has */
export async function createKey(owner: KeyOwner, context: Context): Promise<LongTermKeys> {
  const make = (call: UserCall) => context.aws.createAccessKey(call);
  const reply = await askIam({ action: 'CreateAccessKey', creates: true, make }, owner, context);
  if (reply.kind === 'answer') {
    const { accessKeyId, secretAccessKey } = reply;
    if (isWritable(accessKeyId) && isWritable(secretAccessKey)) return { accessKeyId, secretAccessKey };
    const endpoint = placeName('IAM', owner.keyContext.iam);
    const message = `${endpoint} answered without a usable access key.`;
    throw new MaybeCreated(new AwsMfaError('unusable_answer', message, CHECK_PROXY));
  }
  const error = keyError('CreateAccessKey', reply, owner, context);
  throw isUnclear(reply) ? new MaybeCreated(error) : error;
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
  const reply = await askIam({ action: 'UpdateAccessKey', make }, owner, context);
  if (reply.kind !== 'answer') throw keyError('UpdateAccessKey', reply, owner, context);
}

export async function deleteKey(accessKeyId: string, owner: KeyOwner, context: Context): Promise<void> {
  const make = (call: UserCall) => context.aws.deleteAccessKey({ ...call, accessKeyId });
  const reply = await askIam({ action: 'DeleteAccessKey', make }, owner, context);
  if (hasNotDeleted(reply)) throw keyError('DeleteAccessKey', reply, owner, context);
}

function keyError(action: string, reply: CallError, owner: KeyOwner, context: Context): AwsMfaError {
  const { userName, mfaProfile, renewal } = owner;
  if (reply.kind === 'refusal' && ['unknown-key', 'temporary-keys'].includes(refusalReason(reply))) {
    return new AwsMfaError(
      'session_rejected',
      `AWS rejected the session in [${mfaProfile}] (${reply.code}).`,
      `To get a new session:\n${renewal}`,
    );
  }
  if (reply.kind === 'refusal' && reply.code.startsWith('LimitExceeded')) {
    return new AwsMfaError(
      'too_many_keys',
      `AWS allows ${userName} no more access keys (${reply.code}).`,
      `To see them:\n${shellCommand('aws', 'iam', 'list-access-keys', ...option('--profile', mfaProfile))}`,
    );
  }
  const hint = 'Ask an administrator to allow users to manage their own access keys.';
  return iamError({ action, hint }, reply, owner, context);
}
