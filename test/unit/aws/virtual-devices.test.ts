/** What IAM's answers about virtual devices mean, and that no code is repeated. */
import { expect, it } from 'vitest';
import { createVirtualDevice, enableDevice } from '../../../src/aws/virtual-devices.ts';
import type { IamUser } from '../../../src/aws/ask-iam.ts';
import type { Reply } from '../../../src/aws/calls.ts';
import { failure, fakes, refusal } from '../../support/fakes.ts';
import { keyContext } from '../../support/key-context.ts';
import { rejectedBy } from '../../support/thrown-by.ts';

const ARN = 'arn:aws:iam::123456789012:mfa/alice';
const SEED = 'JBSWY3DPEHPK3PXP';
const KEYS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
const owner = (): IamUser => ({ userName: 'alice', keyContext: keyContext('work', KEYS) });

type NewDeviceReply = Reply<{ serialNumber: string | undefined; seed: string | undefined }>;

const create = (reply: NewDeviceReply) =>
  createVirtualDevice('alice', owner(), fakes({ createVirtualDevice: () => Promise.resolve(reply) }));

it.each<
  [what: string, serialNumber: string | undefined, seed: string | undefined, known: string | undefined]
>([
  ['no device', undefined, undefined, undefined],
  ['no key', ARN, undefined, ARN],
  ['a key that is none', ARN, 'JBSWY3DPEHPK3PX!\x1b[2J', ARN],
  ['an ARN that is none', 'arn:aws:iam::1:\x1b[2J', SEED, undefined],
])('an answer with %s is not used', async (_, serialNumber, seed, known) => {
  const creation = await create({ kind: 'answer', serialNumber, seed });
  expect(creation).toMatchObject({ kind: 'unclear', serialNumber: known });
});

it.each<[NewDeviceReply, string]>([
  [{ kind: 'answer', serialNumber: ARN, seed: SEED }, 'created'],
  [refusal('EntityAlreadyExistsException', '', 409), 'taken'],
  [refusal('ServiceFailure', '', 503), 'unclear'],
  [failure('ECONNRESET', true), 'unclear'],
])('%j', async (reply, kind) => {
  expect(await create(reply)).toHaveProperty('kind', kind);
});

it('a call that may have arrived is not repeated: of two devices, one would be left behind', async () => {
  const replies: NewDeviceReply[] = [failure('ECONNRESET', true), refusal('EntityAlreadyExistsException')];
  const context = fakes({
    createVirtualDevice: () => Promise.resolve(replies.shift() ?? failure('ECONNRESET', true)),
  });
  expect(await createVirtualDevice('alice', owner(), context)).toHaveProperty('kind', 'unclear');
  expect(replies).toHaveLength(1);
});

it('a call that never left this machine has created nothing', async () => {
  expect((await rejectedBy(create(failure('ECONNREFUSED', false)))).kind).toBe('unreachable');
});

it('codes that AWS repeats are masked', async () => {
  const reply = refusal('ValidationError', 'Value 123456, value 654321 at authenticationCode', 400);
  const context = fakes({ enableDevice: () => Promise.resolve(reply) });
  const task = { serialNumber: ARN, codes: ['123456', '654321'] as const };
  const error = await rejectedBy(enableDevice(task, owner(), context));
  expect(error.message).toContain('Value ••••••, value ••••••');
});
