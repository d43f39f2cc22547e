/** Every action. Each has its own file and a line here. */
import type { Action } from './action.ts';
import { assumeRole } from './assume-role.ts';
import {
  createAccessKey,
  deleteAccessKey,
  getAccessKeyLastUsed,
  updateAccessKey,
} from './change-access-keys.ts';
import { getCallerIdentity } from './get-caller-identity.ts';
import { getSessionToken } from './get-session-token.ts';
import { getUser } from './get-user.ts';
import { listAccessKeys } from './list-access-keys.ts';
import { listMfaDevices } from './list-mfa-devices.ts';
import { Refusal } from './refusal.ts';
import { createVirtualMfaDevice, deleteVirtualMfaDevice, enableMfaDevice } from './virtual-devices.ts';

const actions: readonly Action[] = [
  assumeRole,
  createAccessKey,
  createVirtualMfaDevice,
  deleteAccessKey,
  deleteVirtualMfaDevice,
  enableMfaDevice,
  getAccessKeyLastUsed,
  getCallerIdentity,
  getSessionToken,
  getUser,
  listAccessKeys,
  listMfaDevices,
  updateAccessKey,
];

/** @throws Refusal InvalidAction */
export function findAction(params: Record<string, string>): Action {
  const { Action: name = '', Version: version = '' } = params;
  const action = actions.find((each) => each.name === name && each.api.version === version);
  if (action !== undefined) return action;
  throw new Refusal('InvalidAction', `Could not find operation ${name} for version ${version}`, 400);
}
