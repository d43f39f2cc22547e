/** IAM CreateVirtualMFADevice, EnableMFADevice and DeleteVirtualMFADevice. */
import { stepOfCode } from '../authenticator.ts';
import { accountOf, partitionOf, userNameOf, type User } from './accounts.ts';
import { type Action, iam } from './action.ts';
import { given, matching, noLongerThan, noShorterThan, validate } from './constraints.ts';
import { allowedUser } from './iam-policy.ts';
import { spentCode } from './one-time-code.ts';
import { Refusal } from './refusal.ts';
import { base32 } from './sessions.ts';
import type { AwsState, Caller } from './state.ts';

/** AWS' own limit. */
const MOST_DEVICES = 8;

const serialNumber = [noShorterThan(9), noLongerThan(256), matching('[\\w+=/:,.@-]*')];
const code = [noShorterThan(6), noLongerThan(6), matching('[\\d]*')];

/** It names no user, and is authorized against the device. */
function allowedForDevice(action: string, arn: string, caller: Caller): User {
  const { user } = caller;
  allowedUser(action, { UserName: userNameOf(user) }, caller);
  if (!user.onlyOwnDevice || arn.endsWith(`:mfa/${userNameOf(user)}`)) return user;
  throw new Refusal(
    'AccessDenied',
    `User: ${user.arn} is not authorized to perform: iam:${action} on resource: ${arn} ` +
      `because no identity-based policy allows the iam:${action} action`,
  );
}

function isTaken(arn: string, { users, unassigned }: AwsState): boolean {
  return unassigned.has(arn) || users.some(({ devices }) => devices[arn] !== undefined);
}

export const createVirtualMfaDevice: Action = {
  api: iam,
  name: 'CreateVirtualMFADevice',
  answer: (params, caller, state) => {
    given(params, ['VirtualMFADeviceName']);
    validate(params, { VirtualMFADeviceName: [noShorterThan(1), matching('[\\w+=,.@-]+')] });
    const { user } = caller;
    const arn = `arn:${partitionOf(user)}:iam::${accountOf(user)}:mfa/${params['VirtualMFADeviceName'] ?? ''}`;
    allowedForDevice('CreateVirtualMFADevice', arn, caller);
    if (isTaken(arn, state)) {
      const message = 'MFADevice entity at the same path and name already exists.';
      throw new Refusal('EntityAlreadyExists', message, 409);
    }
    const seed = base32(64);
    state.unassigned.set(arn, seed);
    return {
      VirtualMFADevice: { SerialNumber: arn, Base32StringSeed: Buffer.from(seed).toString('base64') },
    };
  },
};

export const enableMfaDevice: Action = {
  api: iam,
  name: 'EnableMFADevice',
  answer: (params, caller, state) => {
    given(params, ['UserName', 'SerialNumber', 'AuthenticationCode1', 'AuthenticationCode2']);
    validate(params, { SerialNumber: serialNumber, AuthenticationCode1: code, AuthenticationCode2: code });
    const user = allowedUser('EnableMFADevice', params, caller);
    const { SerialNumber: arn = '' } = params;
    const seed = state.unassigned.get(arn);
    if (seed === undefined && isTaken(arn, state))
      throw new Refusal('EntityAlreadyExists', 'MFA Device is already in use.', 409);
    if (seed === undefined) throw unknown(arn);
    if (Object.keys(user.devices).length + (user.passkeys?.length ?? 0) >= MOST_DEVICES)
      throw new Refusal('LimitExceeded', 'Cannot exceed quota for MfaDevicesPerUser: 8', 409);
    const date = new Date(state.codeNow());
    const [first, second] = [params['AuthenticationCode1'], params['AuthenticationCode2']].map((each = '') =>
      stepOfCode(seed, each, date),
    );
    if (first === undefined || second !== first + 1)
      throw new Refusal('InvalidAuthenticationCode', 'Authentication code for device is not valid.');
    [first, second].forEach((step) => state.spentCodes.add(spentCode(arn, step)));
    state.unassigned.delete(arn);
    user.devices[arn] = seed;
    return {};
  },
};

export const deleteVirtualMfaDevice: Action = {
  api: iam,
  name: 'DeleteVirtualMFADevice',
  answer: (params, caller, state) => {
    given(params, ['SerialNumber']);
    validate(params, { SerialNumber: serialNumber });
    const { SerialNumber: arn = '' } = params;
    allowedForDevice('DeleteVirtualMFADevice', arn, caller);
    if (state.unassigned.delete(arn)) return {};
    if (!isTaken(arn, state)) throw unknown(arn);
    throw new Refusal('DeleteConflict', 'MFA VirtualDevice must be deactivated before deleting.', 409);
  },
};

function unknown(arn: string): Refusal {
  return new Refusal('NoSuchEntity', `VirtualMFADevice with serial number ${arn} does not exist.`, 404);
}
