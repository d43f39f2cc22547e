/** IAM in the loopback AWS, with the SDK's own client as its peer. */
import { GetUserCommand, IAMClient, ListAccessKeysCommand, ListMFADevicesCommand } from '@aws-sdk/client-iam';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { alice, startLoopbackAws, type LoopbackAws, type User } from '../support/loopback-aws.ts';

const APP = 'arn:aws:iam::123456789012:mfa/alice';
const PASSKEY = 'arn:aws:iam::123456789012:u2f/user/alice/key-ABC';
const KEY_FOB = 'GAHT12345678';

let aws: LoopbackAws;
let user: User;
beforeEach(async () => {
  user = { ...alice(), arn: 'arn:aws:iam::123456789012:user/team/alice', passkeys: [PASSKEY] };
  user.devices[KEY_FOB] = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  aws = await startLoopbackAws({ users: [user] });
});
afterEach(() => aws.close());

function client(region = 'us-east-1', secretAccessKey = user.secretAccessKey): IAMClient {
  const credentials = { accessKeyId: user.accessKeyId, secretAccessKey };
  return new IAMClient({ endpoint: aws.url, region, credentials, maxAttempts: 1 });
}

test('lists devices of every kind, with the user they belong to', async () => {
  const { MFADevices } = await client().send(new ListMFADevicesCommand({ UserName: 'alice' }));
  const EnableDate = new Date('2026-01-01T00:00:00Z');
  expect(MFADevices).toEqual(
    [APP, KEY_FOB, PASSKEY].map((SerialNumber) => ({ UserName: 'alice', SerialNumber, EnableDate })),
  );
});

test('a user without a device has an empty list', async () => {
  Object.assign(user, { devices: {}, passkeys: [] });
  const { MFADevices } = await client().send(new ListMFADevicesCommand({ UserName: 'alice' }));
  expect(MFADevices).toEqual([]);
});

test('tells a user, path and name apart', async () => {
  const { User } = await client().send(new GetUserCommand({ UserName: 'alice' }));
  expect(User).toMatchObject({ Path: '/team/', UserName: 'alice', Arn: user.arn });
});

test('tells how old an access key is', async () => {
  const CreateDate = new Date('2020-02-02T00:00:00Z');
  user.keyCreated = CreateDate;
  const { AccessKeyMetadata } = await client().send(new ListAccessKeysCommand({ UserName: 'alice' }));
  expect(AccessKeyMetadata).toMatchObject([{ AccessKeyId: user.accessKeyId, Status: 'Active', CreateDate }]);
});

test.each([
  ['no name is given', {}, '*'],
  ['another is named', { UserName: 'bob' }, 'arn:aws:iam::123456789012:user/bob'],
])('is denied where %s', async (_, input, resource) => {
  await expect(client().send(new ListMFADevicesCommand(input))).rejects.toMatchObject({
    name: 'AccessDenied',
    message: `User: ${user.arn} is not authorized to perform: iam:ListMFADevices on resource: ${resource} because no identity-based policy allows the iam:ListMFADevices action`,
    $metadata: { httpStatusCode: 403 },
  });
});

test('is denied altogether where a policy says so', async () => {
  user.iamDenied = true;
  const UserName = 'alice';
  await expect(client().send(new ListMFADevicesCommand({ UserName }))).rejects.toThrow('not authorized');
  await expect(client().send(new GetUserCommand({ UserName }))).rejects.toThrow('not authorized');
});

test.each([
  [
    'a wrong secret',
    () => client('us-east-1', 'wrong'),
    'The request signature we calculated does not match',
  ],
  [
    'a region that is not the global one',
    () => client('eu-west-1'),
    'Credential should be scoped to a valid',
  ],
])('%s is found out by the signature', async (_, make, message) => {
  await expect(make().send(new ListMFADevicesCommand({ UserName: 'alice' }))).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
    message: expect.stringContaining(message) as string,
  });
});
