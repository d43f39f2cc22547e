/** Which MFA devices give codes, and the errors if none does. */
import { expect, it } from 'vitest';
import { deviceChoices, noDeviceYet, onlyPasskeys, usableDevices } from '../../../src/login/find-device.ts';
import { told, words } from '../../support/thrown-by.ts';

const APP = 'arn:aws:iam::123456789012:mfa/alice';
const KEY_FOB = 'GAHT12345678';
const PASSKEY = 'arn:aws-us-gov:iam::123456789012:u2f/user/alice/key-ABC';

it('takes apps and hardware tokens, not passkeys', () => {
  expect(usableDevices([PASSKEY, APP, KEY_FOB])).toEqual([APP, KEY_FOB]);
});

it('shows all, a passkey with why it cannot be taken', () => {
  expect(deviceChoices([APP, PASSKEY, KEY_FOB])).toEqual([
    { value: APP, name: APP },
    { value: PASSKEY, name: PASSKEY, disabled: '(passkey or security key: no codes)' },
    { value: KEY_FOB, name: 'GAHT12345678 (hardware token)' },
  ]);
});

it('an app may be called as a passkey begins', () => {
  expect(usableDevices(['arn:aws:iam::123456789012:mfa/u2f/alice'])).toHaveLength(1);
});

it('says where to add one, and what takes passkeys', () => {
  expect(told(noDeviceYet('alice', 'work'))).toMatch(
    words('configuration: …alice…`aws-mfa enroll --profile work`…IAM console…Security credentials'),
  );
  expect(told(onlyPasskeys('alice', 'default'))).toMatch(
    words('configuration: …alice…authenticator app…`aws-mfa enroll`…`aws login`'),
  );
});
