/** Calls that need no code: STS GetCallerIdentity, and IAM's about devices and access keys. None of them ever rejects. */
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
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type {
  AccessKeyCall,
  AccessKeysReply,
  DeviceCall,
  DevicesReply,
  DoneReply,
  IdentityReply,
  LastUseReply,
  NewDeviceReply,
  NewKeyReply,
  Reply,
  SignedCall,
  UserCall,
} from './calls.ts';
import { clientSettings, readError, TIMEOUTS } from './client.ts';
import { openConnections } from './connections.ts';

export function listMfaDevices(call: UserCall): Promise<DevicesReply> {
  return plainCall(call, async (settings, abortSignal) => {
    const command = new ListMFADevicesCommand({ UserName: call.userName });
    const { MFADevices } = await new IAMClient(settings).send(command, { abortSignal });
    return { serialNumbers: MFADevices?.flatMap(({ SerialNumber }) => SerialNumber ?? []) };
  });
}

export function createVirtualDevice(call: SignedCall & { name: string }): Promise<NewDeviceReply> {
  return plainCall(call, async (settings, abortSignal) => {
    const command = new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: call.name });
    const { VirtualMFADevice: device } = await new IAMClient(settings).send(command, { abortSignal });
    const seed = device?.Base32StringSeed && new TextDecoder().decode(device.Base32StringSeed);
    return { serialNumber: device?.SerialNumber, seed };
  });
}

export function enableDevice(
  call: DeviceCall & UserCall & { codes: readonly [string, string] },
): Promise<DoneReply> {
  return plainCall(call, async (settings, abortSignal) => {
    const { userName: UserName, serialNumber: SerialNumber, codes } = call;
    const [AuthenticationCode1, AuthenticationCode2] = codes;
    const input = { UserName, SerialNumber, AuthenticationCode1, AuthenticationCode2 };
    await new IAMClient(settings).send(new EnableMFADeviceCommand(input), { abortSignal });
    return {};
  });
}

export function deleteVirtualDevice({ serialNumber, ...call }: DeviceCall): Promise<DoneReply> {
  return plainCall(call, async (settings, abortSignal) => {
    const command = new DeleteVirtualMFADeviceCommand({ SerialNumber: serialNumber });
    await new IAMClient(settings).send(command, { abortSignal });
    return {};
  });
}

export function listAccessKeys(call: UserCall): Promise<AccessKeysReply> {
  return plainCall(call, async (settings, abortSignal) => {
    const command = new ListAccessKeysCommand({ UserName: call.userName });
    const { AccessKeyMetadata: keys } = await new IAMClient(settings).send(command, { abortSignal });
    return {
      accessKeys: keys?.flatMap(({ AccessKeyId: id, Status, CreateDate: created }) =>
        id ? [{ id, isActive: Status !== 'Inactive', created }] : [],
      ),
    };
  });
}

export function createAccessKey(call: UserCall): Promise<NewKeyReply> {
  return plainCall(call, async (settings, abortSignal) => {
    const command = new CreateAccessKeyCommand({ UserName: call.userName });
    const { AccessKey: key } = await new IAMClient(settings).send(command, { abortSignal });
    return {
      ...(key?.AccessKeyId && { accessKeyId: key.AccessKeyId }),
      ...(key?.SecretAccessKey && { secretAccessKey: key.SecretAccessKey }),
    };
  });
}

export function setAccessKeyActive(call: AccessKeyCall & { isActive: boolean }): Promise<DoneReply> {
  return plainCall(call, async (settings, abortSignal) => {
    const Status = call.isActive ? 'Active' : 'Inactive';
    const command = new UpdateAccessKeyCommand({ ...keyInput(call), Status });
    await new IAMClient(settings).send(command, { abortSignal });
    return {};
  });
}

export function deleteAccessKey(call: AccessKeyCall): Promise<DoneReply> {
  return plainCall(call, async (settings, abortSignal) => {
    await new IAMClient(settings).send(new DeleteAccessKeyCommand(keyInput(call)), { abortSignal });
    return {};
  });
}

export function accessKeyLastUse(call: AccessKeyCall): Promise<LastUseReply> {
  return plainCall(call, async (settings, abortSignal) => {
    const command = new GetAccessKeyLastUsedCommand({ AccessKeyId: call.accessKeyId });
    const { AccessKeyLastUsed: used } = await new IAMClient(settings).send(command, { abortSignal });
    const { LastUsedDate: date, ServiceName, Region } = used ?? {};
    const known = (name: string | undefined) => (name === 'N/A' ? undefined : name);
    return { lastUse: date && { date, service: known(ServiceName), region: known(Region) } };
  });
}

function keyInput({ userName, accessKeyId }: AccessKeyCall) {
  return { UserName: userName, AccessKeyId: accessKeyId };
}

/** The user who has these keys. GetCallerIdentity needs no permission. */
export function getCallerIdentity(call: SignedCall): Promise<IdentityReply> {
  return plainCall(call, async (settings, abortSignal) => {
    const { Arn } = await new STSClient(settings).send(new GetCallerIdentityCommand({}), { abortSignal });
    return { arn: Arn };
  });
}

/** One request on a connection of its own, never retried by the SDK. */
async function plainCall<Answer extends object>(
  call: SignedCall,
  send: (settings: ReturnType<typeof clientSettings>, abortSignal: AbortSignal) => Promise<Answer>,
): Promise<Reply<Answer>> {
  const connections = await openConnections(call.network, TIMEOUTS.connect);
  const timeout = AbortSignal.timeout(TIMEOUTS.connect + TIMEOUTS.answer);
  const settings = clientSettings(call, connections, TIMEOUTS);
  try {
    const answer = await send(settings, AbortSignal.any([call.signal, timeout]));
    return { kind: 'answer', ...answer };
  } catch (error) {
    const isSent = connections.requestsSent() > 0;
    return readError(timeout.aborted ? timeout.reason : error, isSent, call.network, connections);
  } finally {
    settings.requestHandler.destroy();
  }
}
