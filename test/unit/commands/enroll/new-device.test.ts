/** A new device of which AWS does not say what became of it: it is named, and not deleted. */
import { expect, it } from 'vitest';
import { newDevice } from '../../../../src/commands/enroll/new-device.ts';
import { failure, fakes } from '../../../support/fakes.ts';
import { keyContext } from '../../../support/key-context.ts';
import { rejectedBy } from '../../../support/thrown-by.ts';

const ARN_START = 'arn:aws:iam::123456789012:mfa/';
const KEYS = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };

it('EnableMFADevice fails, and the list of the devices takes too long', async () => {
  const at = fakes({
    createVirtualDevice: () =>
      Promise.resolve({ kind: 'answer', serialNumber: `${ARN_START}alice`, seed: 'JBSWY3DPEHPK3PXP' }),
    enableDevice: () => Promise.resolve(failure('ECONNRESET', true)),
    listMfaDevices: () => Promise.reject(new DOMException('late', 'TimeoutError')),
  });
  const enrollment = {
    userName: 'alice',
    keyContext: keyContext('default', KEYS),
    arnStart: ARN_START,
    name: undefined,
  };
  const error = await rejectedBy(newDevice(enrollment, () => Promise.resolve(['123456', '654321']), at));
  expect(error.message).toContain(` AWS may have assigned the MFA device ${ARN_START}alice to alice.`);
  expect(error.message).not.toContain('unexpectedly');
});
