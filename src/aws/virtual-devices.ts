/** Creates, assigns and deletes a user's virtual MFA device in IAM, or throws the error that says why not. */
import type { Context } from '../context.ts';
import { AwsMfaError } from '../errors.ts';
import { wrongSerialNumber } from '../session/mfa-device.ts';
import { askIam, hasNotDeleted, iamError, isUnclear, type IamUser } from './ask-iam.ts';
import type { CallError, UserCall } from './calls.ts';
import { placeName } from './endpoint.ts';

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

/**
 * AWS' self-manage policies allow it without MFA.
 * @throws AwsMfaError `refused`, `configuration`, `unreachable`, or the signal's reason; so do the others
 */
export async function createVirtualDevice(name: string, owner: IamUser, context: Context): Promise<Creation> {
  const make = (call: UserCall) => context.aws.createVirtualDevice({ ...call, name });
  const reply = await askIam({ action: 'CreateVirtualMFADevice', creates: true, make }, owner, context);
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
  if (isUnclear(reply)) return { kind: 'unclear', error, serialNumber: undefined };
  throw error;
}

/**
 * Assigns the device to the user.
 * @param codes two codes in a row
 * @returns false if AWS rejects them
 */
export async function enableDevice(
  { serialNumber, codes }: { serialNumber: string; codes: readonly [string, string] },
  owner: IamUser,
  context: Context,
): Promise<boolean> {
  const make = async (call: UserCall) => {
    const reply = await context.aws.enableDevice({ ...call, serialNumber, codes });
    if (reply.kind !== 'refusal') return reply;
    const masked = codes.reduce((text, code) => text.replaceAll(code, '••••••'), reply.message);
    return { ...reply, message: masked };
  };
  const reply = await askIam({ action: 'EnableMFADevice', make }, owner, context);
  if (reply.kind === 'answer') return true;
  if (reply.kind === 'refusal') {
    if (reply.code.startsWith('InvalidAuthenticationCode')) return false;
    // Only this run has the seed: an earlier attempt was carried out, and its answer got lost.
    if (reply.code.startsWith('EntityAlreadyExists')) return true;
  }
  throw deviceError('EnableMFADevice', reply, owner, context);
}

export async function deleteVirtualDevice(
  serialNumber: string,
  owner: IamUser,
  context: Context,
): Promise<void> {
  const make = (call: UserCall) => context.aws.deleteVirtualDevice({ ...call, serialNumber });
  const reply = await askIam({ action: 'DeleteVirtualMFADevice', make }, owner, context);
  if (hasNotDeleted(reply)) throw deviceError('DeleteVirtualMFADevice', reply, owner, context);
}

function deviceError(action: string, reply: CallError, owner: IamUser, context: Context): AwsMfaError {
  if (reply.kind === 'refusal' && reply.code.startsWith('LimitExceeded'))
    return tooManyDevices(`AWS allows no more MFA devices (${reply.code}).`);
  const hint =
    'Ask an administrator to allow users to manage their own MFA devices, or to create the device for you.';
  return iamError({ action, hint }, reply, owner, context);
}

export function tooManyDevices(message: string): AwsMfaError {
  return new AwsMfaError(
    'too_many_devices',
    message,
    'Remove one that is not needed in the IAM console (your user, Security credentials), then try again.',
  );
}
