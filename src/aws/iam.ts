/** Calls that get no session: STS GetCallerIdentity, and IAM's about devices and access keys. None of them ever rejects. */
import {
  CreateAccessKeyCommand,
  CreateVirtualMFADeviceCommand,
  DeleteAccessKeyCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  GetAccessKeyLastUsedCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  UpdateAccessKeyCommand,
  type $Command,
  type IAMClientResolvedConfig,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { AccessKey, LastUse, Reply, SignedCall, UserCall } from './calls.ts';
import { callOnce, TIMEOUTS } from './client.ts';
import { openConnections } from './connections.ts';

/**
 * The user who has these keys. It needs no permission.
 * @returns `arn:aws:iam::123456789012:user/alice`
 */
export async function getCallerIdentity(call: SignedCall): Promise<Reply<{ arn: string | undefined }>> {
  const connections = await openConnections(call.network, TIMEOUTS.connect);
  return callOnce(call, connections, TIMEOUTS, async (settings, options) => {
    const { Arn } = await new STSClient(settings).send(new GetCallerIdentityCommand({}), options);
    return { arn: Arn };
  });
}

/** In AWS' order. A user has eight devices at most, so there is one page. Undefined if the answer had no list. */
export function listMfaDevices(call: UserCall): Promise<Reply<{ serialNumbers: string[] | undefined }>> {
  const command = new ListMFADevicesCommand({ UserName: call.userName });
  return askIam(call, command, ({ MFADevices }) => ({
    serialNumbers: MFADevices?.flatMap(({ SerialNumber }) => SerialNumber ?? []),
  }));
}

/** @returns `seed` in base32; each is undefined if the answer lacked it */
export function createVirtualDevice(
  call: SignedCall & { name: string },
): Promise<Reply<{ serialNumber: string | undefined; seed: string | undefined }>> {
  const command = new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: call.name });
  return askIam(call, command, ({ VirtualMFADevice: device }) => ({
    serialNumber: device?.SerialNumber,
    seed: device?.Base32StringSeed && new TextDecoder().decode(device.Base32StringSeed),
  }));
}

/** Assigns the device to the user. @param call has two codes in a row */
export function enableDevice(
  call: UserCall & { serialNumber: string; codes: readonly [string, string] },
): Promise<Reply<object>> {
  const { userName: UserName, serialNumber: SerialNumber, codes } = call;
  const [AuthenticationCode1, AuthenticationCode2] = codes;
  const input = { UserName, SerialNumber, AuthenticationCode1, AuthenticationCode2 };
  return askIam(call, new EnableMFADeviceCommand(input), () => ({}));
}

export function deleteVirtualDevice(call: SignedCall & { serialNumber: string }): Promise<Reply<object>> {
  const command = new DeleteVirtualMFADeviceCommand({ SerialNumber: call.serialNumber });
  return askIam(call, command, () => ({}));
}

/** A user has two keys at most, so there is one page. Undefined if the answer had no list. */
export function listAccessKeys(call: UserCall): Promise<Reply<{ accessKeys: AccessKey[] | undefined }>> {
  const command = new ListAccessKeysCommand({ UserName: call.userName });
  return askIam(call, command, ({ AccessKeyMetadata }) => ({
    accessKeys: AccessKeyMetadata?.flatMap(({ AccessKeyId: id, Status, CreateDate: created }) =>
      id ? [{ id, isActive: Status !== 'Inactive', created }] : [],
    ),
  }));
}

/** @returns each is undefined if the answer lacked it */
export function createAccessKey(
  call: UserCall,
): Promise<Reply<{ accessKeyId?: string | undefined; secretAccessKey?: string | undefined }>> {
  const command = new CreateAccessKeyCommand({ UserName: call.userName });
  return askIam(call, command, ({ AccessKey: key }) => ({
    accessKeyId: key?.AccessKeyId || undefined,
    secretAccessKey: key?.SecretAccessKey,
  }));
}

/** About one access key of the user. */
type KeyCall = UserCall & { accessKeyId: string };

export function setAccessKeyActive(call: KeyCall & { isActive: boolean }): Promise<Reply<object>> {
  const Status = call.isActive ? 'Active' : 'Inactive';
  return askIam(call, new UpdateAccessKeyCommand({ ...keyInput(call), Status }), () => ({}));
}

export function deleteAccessKey(call: KeyCall): Promise<Reply<object>> {
  return askIam(call, new DeleteAccessKeyCommand(keyInput(call)), () => ({}));
}

/** @returns undefined if the key was never used */
export function accessKeyLastUse(call: KeyCall): Promise<Reply<{ lastUse: LastUse | undefined }>> {
  const command = new GetAccessKeyLastUsedCommand({ AccessKeyId: call.accessKeyId });
  return askIam(call, command, ({ AccessKeyLastUsed: used }) => {
    const { LastUsedDate: date, ServiceName, Region } = used ?? {};
    const known = (name: string | undefined) => (name === 'N/A' ? undefined : name);
    return { lastUse: date && { date, service: known(ServiceName), region: known(Region) } };
  });
}

function keyInput({ userName, accessKeyId }: KeyCall) {
  return { UserName: userName, AccessKeyId: accessKeyId };
}

/** On a connection of its own. */
async function askIam<
  Input extends ServiceInputTypes,
  Output extends ServiceOutputTypes,
  Answer extends object,
>(
  call: SignedCall,
  command: $Command<Input, Output, IAMClientResolvedConfig, ServiceInputTypes, ServiceOutputTypes>,
  read: (output: Output) => Answer,
): Promise<Reply<Answer>> {
  const connections = await openConnections(call.network, TIMEOUTS.connect);
  return callOnce(call, connections, TIMEOUTS, async (settings, options) =>
    read(await new IAMClient(settings).send(command, options)),
  );
}
