/** Calls IAM about a user, and lists the user's MFA devices and access keys. */
import type { Context } from '../context.ts';
import { AwsMfaError, type Advice } from '../errors.ts';
import { isPasskey, wrongSerialNumber } from '../session/mfa-device.ts';
import type { KeyContext } from './identity.ts';
import type { AccessKey, CallError, Reply, SignedCall, Target, UserCall } from './calls.ts';
import { placeName } from './endpoint.ts';
import { explainFailure } from './network-messages.ts';
import { explainRefusal } from './refusal-messages.ts';
import { withRetry, type CallToAws } from './with-retry.ts';

/** The user whose keys or devices are listed or changed, and the keys to sign with. */
export interface IamUser {
  userName: string;
  keyContext: KeyContext;
}

/** Retried if the network fails. A correction of the clock is kept for the next call. */
export function askIam<Answer>(
  call: Pick<CallToAws<Answer>, 'action' | 'creates'> & { make: (call: UserCall) => Promise<Reply<Answer>> },
  { userName, keyContext }: IamUser,
  context: Context,
): Promise<Reply<Answer>> {
  const { iam, keys } = keyContext;
  const make = (signed: SignedCall) => call.make({ ...signed, userName });
  return withRetry({ ...call, service: 'IAM', target: iam, keys, make }, keyContext, context);
}

/** @param hint what to do if a policy denies the call */
export function iamError(
  { action, hint }: { action: string; hint: string },
  reply: CallError,
  { userName, keyContext }: IamUser,
  context: Context,
): AwsMfaError {
  const { base, process, keys, iam } = keyContext;
  const endpoint = placeName('IAM', iam);
  if (reply.kind === 'failure') return explainFailure(reply, endpoint, iam.network);
  if (reply.code.includes('AccessDenied'))
    return new AwsMfaError('access_denied', `A policy denies iam:${action} to ${userName}.`, hint);
  return explainRefusal(reply, { base, process, keys, endpoint }, context.clock.now());
}

/** Whether AWS may have carried out the call. */
export function isUnclear(reply: CallError): boolean {
  return reply.kind === 'failure' ? reply.sent : reply.status >= 500;
}

/** What is gone already is no failure: the answer to the first attempt may have been lost. */
export function hasNotDeleted(reply: Reply<object>): reply is CallError {
  return reply.kind === 'failure' || (reply.kind === 'refusal' && !reply.code.startsWith('NoSuchEntity'));
}

/** Why IAM gave no list. */
export interface Untold {
  untold: Advice;
}

/**
 * The serial numbers of all devices, without what cannot be a device: the rest goes to the screen and into a file.
 * @throws the signal's reason
 */
export async function devicesOf(
  userName: string,
  keyContext: KeyContext,
  context: Context,
): Promise<{ serialNumbers: string[] } | Untold> {
  const make = (call: UserCall) => context.aws.listMfaDevices(call);
  const reply = await askIam({ action: 'ListMFADevices', make }, { userName, keyContext }, context);
  if (reply.kind !== 'answer') return untold('ListMFADevices', reply, keyContext.iam);
  const listed = reply.serialNumbers;
  const serialNumbers = listed?.filter(
    (value) => isPasskey(value) || !wrongSerialNumber({ value, source: { kind: 'iam' } }),
  );
  const isReadable = serialNumbers && (serialNumbers.length > 0 || listed?.length === 0);
  return isReadable ? { serialNumbers } : unreadable(keyContext.iam);
}

/** Every access key, with its age. @throws the signal's reason */
export async function accessKeysOf(
  userName: string,
  keyContext: KeyContext,
  context: Context,
): Promise<{ accessKeys: AccessKey[] } | Untold> {
  const make = (call: UserCall) => context.aws.listAccessKeys(call);
  const reply = await askIam({ action: 'ListAccessKeys', make }, { userName, keyContext }, context);
  if (reply.kind !== 'answer') return untold('ListAccessKeys', reply, keyContext.iam);
  return reply.accessKeys ? { accessKeys: reply.accessKeys } : unreadable(keyContext.iam);
}

function unreadable(iam: Target): Untold {
  return { untold: { message: `${placeName('IAM', iam)} sent an answer that cannot be read.` } };
}

function untold(action: string, reply: CallError, iam: Target): Untold {
  const endpoint = placeName('IAM', iam);
  if (reply.kind === 'failure') {
    const { message, hint } = explainFailure(reply, endpoint, iam.network);
    return { untold: { message, hint } };
  }
  // Any other 403 may come from a proxy.
  const message = reply.code.includes('AccessDenied')
    ? `A policy denies iam:${action}.`
    : `${endpoint} answered ${reply.code} (HTTP ${reply.status}).`;
  return { untold: { message } };
}
