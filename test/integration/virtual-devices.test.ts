/** IAM's calls about virtual MFA devices: as the program makes them, against the loopback AWS. */
import { afterEach, expect, it } from 'vitest';
import { createVirtualDevice, deleteVirtualDevice, enableDevice, listMfaDevices } from '../../src/aws/iam.ts';
import { codeAt } from '../support/authenticator.ts';
import { alice, type User } from '../support/aws/accounts.ts';
import { startLoopbackAws, type LoopbackAws } from '../support/loopback-aws.ts';
import { signedCall } from '../support/signed-call.ts';

const ARN = 'arn:aws:iam::123456789012:mfa/alice';

let aws: LoopbackAws;
afterEach(() => aws.close());

async function start(user: Partial<User> = {}) {
  aws = await startLoopbackAws({ users: [{ ...alice(), devices: {}, ...user }] });
  return { ...signedCall(aws), serialNumber: ARN };
}

/** Two codes in a row. */
function codesOf(seed: string): [string, string] {
  const now = Date.now();
  return [codeAt(seed, new Date(now)), codeAt(seed, new Date(now + 30_000))];
}

it('a device from its creation to its use', async () => {
  const call = await start();
  const made = await createVirtualDevice({ ...call, name: 'alice' });
  expect(made).toEqual({
    kind: 'answer',
    serialNumber: ARN,
    seed: expect.stringMatching(/^[A-Z2-7]{64}$/) as string,
  });
  expect(await createVirtualDevice({ ...call, name: 'alice' })).toMatchObject({
    code: 'EntityAlreadyExistsException',
    status: 409,
  });
  expect(await listMfaDevices(call)).toMatchObject({ serialNumbers: [] });
  const [first, second] = codesOf('seed' in made ? (made.seed ?? '') : '');
  expect(await enableDevice({ ...call, codes: [second, first] })).toMatchObject({
    code: 'InvalidAuthenticationCodeException',
    status: 403,
  });
  expect(await enableDevice({ ...call, codes: [first, second] })).toEqual({ kind: 'answer' });
  expect(await enableDevice({ ...call, codes: [first, second] })).toMatchObject({
    code: 'EntityAlreadyExistsException',
  });
  expect(await listMfaDevices(call)).toMatchObject({ serialNumbers: [ARN] });
  expect(await deleteVirtualDevice(call)).toMatchObject({ code: 'DeleteConflictException', status: 409 });
});

it('one that is not assigned can be deleted', async () => {
  const call = await start();
  await createVirtualDevice({ ...call, name: 'alice' });
  expect(await deleteVirtualDevice(call)).toEqual({ kind: 'answer' });
  expect(await deleteVirtualDevice(call)).toMatchObject({ code: 'NoSuchEntityException', status: 404 });
});

it('eight devices at most', async () => {
  const devices = Object.fromEntries(Array.from({ length: 8 }, (_, nth) => [`${ARN}${nth}`, 'AAAA']));
  const call = await start({ devices });
  const made = await createVirtualDevice({ ...call, name: 'alice' });
  const codes = codesOf('seed' in made ? (made.seed ?? '') : '');
  expect(await enableDevice({ ...call, codes })).toMatchObject({
    code: 'LimitExceededException',
    status: 409,
  });
});

it("AWS' policy for self-managed devices without MFA allows all but the deletion", async () => {
  const call = await start({ iamNeedsMfa: true, onlyOwnDevice: true });
  const denied = { kind: 'refusal', code: 'AccessDenied', status: 403 };
  expect(await createVirtualDevice({ ...call, name: 'alice' })).toHaveProperty('kind', 'answer');
  expect(await createVirtualDevice({ ...call, name: 'alice-2' })).toMatchObject(denied);
  expect(await deleteVirtualDevice(call)).toMatchObject(denied);
});
