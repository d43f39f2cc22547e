/** Creates, assigns and deletes a user's virtual MFA device in IAM, or throws the error that says why not. */
import type { Context } from '../context.ts';
import { AwsMfaError } from '../errors.ts';
import { wrongSerialNumber } from '../session/mfa-device.ts';
import type { KeyContext } from './ask-aws.ts';
import type { CallError, Reply, SignedCall } from './calls.ts';
import { placeName } from './endpoint.ts';
import { explainFailure } from './network-messages.ts';
import { explainRefusal } from './refusal-messages.ts';
import { withRetry } from './with-retry.ts';

/** The user who gets the device, and the keys to do it with. AWS' self-manage policies allow it without MFA. */
export interface DeviceOwner {
  userName: string;
  keyContext: KeyContext;
}

export interface VirtualDevice {
  serialNumber: string;
  /** In base32: whoever has it can make the codes. */
  seed: string;
}

/** How many devices AWS allows a user. */
export const MOST_DEVICES = 8;

export type Creation =
  | { kind: 'created'; device: VirtualDevice }
  /** Another device of the account has this name. It may be assigned to no user. */
  | { kind: 'taken' }
  /** AWS may have created it. `serialNumber` is undefined if AWS did not say it. */
  | { kind: 'unclear'; error: AwsMfaError; serialNumber: string | undefined };

/** @throws AwsMfaError `refused`, `configuration`, `unreachable`, or the signal's reason; so do the others */
export async function createVirtualDevice(
  name: string,
  owner: DeviceOwner,
  context: Context,
): Promise<Creation> {
  const make = (call: SignedCall) => context.aws.createVirtualDevice({ ...call, name });
  const reply = await send({ action: 'CreateVirtualMFADevice', isOnce: true, make }, owner, context);
  if (reply.kind === 'answer') {
    const { serialNumber = '', seed = '' } = reply;
    const isDevice = !wrongSerialNumber({ value: serialNumber, source: { kind: 'iam' } });
    if (isDevice && /^[A-Z2-7]{16,256}$/.test(seed))
      return { kind: 'created', device: { serialNumber, seed } };
    const message = `${placeName('IAM', owner.keyContext.iam)} answered without a usable MFA device.`;
    const error = new AwsMfaError('unusable_answer', message, 'Check the endpoint and any proxy.');
    return { kind: 'unclear', error, serialNumber: isDevice ? serialNumber : undefined };
  }
  if (reply.kind === 'refusal' && reply.code.startsWith('EntityAlreadyExists')) return { kind: 'taken' };
  const error = deviceError('CreateVirtualMFADevice', reply, owner, context);
  const isUnclear = reply.kind === 'failure' ? reply.sent : reply.status >= 500;
  if (isUnclear) return { kind: 'unclear', error, serialNumber: undefined };
  throw error;
}

/**
 * Assigns the device to the user.
 * @param codes two codes in a row
 * @returns false if AWS rejects them
 */
export async function enableDevice(
  { serialNumber, codes }: { serialNumber: string; codes: readonly [string, string] },
  owner: DeviceOwner,
  context: Context,
): Promise<boolean> {
  const { userName } = owner;
  const make = async (call: SignedCall) => {
    const reply = await context.aws.enableDevice({ ...call, userName, serialNumber, codes });
    if (reply.kind !== 'refusal') return reply;
    const masked = codes.reduce((text, code) => text.replaceAll(code, '••••••'), reply.message);
    return { ...reply, message: masked };
  };
  const reply = await send({ action: 'EnableMFADevice', make }, owner, context);
  if (reply.kind === 'answer') return true;
  if (reply.kind === 'refusal') {
    if (reply.code.startsWith('InvalidAuthenticationCode')) return false;
    // Only this run has the seed: an earlier attempt was carried out, and its answer got lost.
    if (reply.code.startsWith('EntityAlreadyExists')) return true;
  }
  throw deviceError('EnableMFADevice', reply, owner, context);
}

/** A device that is gone already is no error: the answer to the first attempt may have been lost. */
export async function deleteVirtualDevice(
  serialNumber: string,
  owner: DeviceOwner,
  context: Context,
): Promise<void> {
  const make = (call: SignedCall) => context.aws.deleteVirtualDevice({ ...call, serialNumber });
  const reply = await send({ action: 'DeleteVirtualMFADevice', make }, owner, context);
  if (reply.kind === 'answer' || (reply.kind === 'refusal' && /^NoSuchEntity/.test(reply.code))) return;
  throw deviceError('DeleteVirtualMFADevice', reply, owner, context);
}

interface DeviceTask<Answer> {
  action: string;
  isOnce?: boolean;
  make: (call: SignedCall) => Promise<Reply<Answer>>;
}

/** A correction of the clock is kept for the next call. */
function send<Answer>(
  { make, ...task }: DeviceTask<Answer>,
  { keyContext }: DeviceOwner,
  context: Context,
): Promise<Reply<Answer>> {
  const { keys, iam } = keyContext;
  const endpoint = placeName('IAM', iam);
  const signed = (clockOffset: number) => make({ ...iam, keys, clockOffset, signal: context.signal });
  return withRetry({ ...task, endpoint, keys, make: signed }, keyContext, context);
}

function deviceError(
  action: string,
  reply: CallError,
  { userName, keyContext }: DeviceOwner,
  context: Context,
): AwsMfaError {
  const { base, process, keys, iam } = keyContext;
  const endpoint = placeName('IAM', iam);
  if (reply.kind === 'failure') return explainFailure(reply, endpoint, iam.network);
  if (reply.code.includes('AccessDenied')) {
    return new AwsMfaError(
      'access_denied',
      `A policy denies iam:${action} to ${userName}.`,
      'Ask an administrator to allow users to manage their own MFA devices, or to create the device for you.',
    );
  }
  if (reply.code.startsWith('LimitExceeded'))
    return tooManyDevices(`AWS allows no more MFA devices (${reply.code}).`);
  return explainRefusal(reply, { base, process, keys, endpoint }, context.clock.now());
}

export function tooManyDevices(message: string): AwsMfaError {
  return new AwsMfaError(
    'too_many_devices',
    message,
    'Remove one that is not needed in the IAM console (your user, Security credentials), then try again.',
  );
}
