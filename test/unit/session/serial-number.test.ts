/** Which MFA device is used, and the error for each mistake. */
import { describe, expect, it } from 'vitest';
import { profilesOf } from '../../../src/profiles/profile.ts';
import { findSerialNumber, noSerialNumber, wrongSerialNumber } from '../../../src/session/mfa-device.ts';
import { sharedFiles } from '../../support/shared-files.ts';
import { told, words } from '../../support/thrown-by.ts';
import { sourceOf } from '../../support/source-of.ts';

describe('wrongSerialNumber', () => {
  const wrong = (value: string) => {
    const error = wrongSerialNumber({ value, source: sourceOf('AWS_MFA_SERIAL') });
    return error && told(error);
  };

  it.each([
    'arn:aws:iam::123456789012:mfa/alice',
    'arn:aws:iam::123456789012:mfa/path/to/alice@example.com',
    'arn:aws-us-gov:iam::123456789012:mfa/alice',
    'arn:aws-iso-b:iam::123456789012:mfa/alice',
    'arn:aws:iam::123456789012:mfa/root-account-mfa-device',
    'GAHT12345678',
    '123456789',
    'a'.repeat(256),
  ])('takes %s', (value) => {
    expect(wrong(value)).toBeUndefined();
  });

  it.each([
    [
      'arn:aws:iam::123456789012:user/alice',
      'is the ARN of a user…The device is probably arn:aws:iam::123456789012:mfa/alice.',
    ],
    [
      'arn:aws-cn:iam::123456789012:user/a/b/alice',
      'is the ARN of a user…The device is probably arn:aws-cn:iam::123456789012:mfa/alice.',
    ],
    ['arn:aws:iam::123456789012:u2f/user/alice/key-ABC', 'is a passkey or security key…aws login'],
    ['arn:aws:iam::123456789012:mfa/', 'is not the ARN of an MFA device…aws-mfa setup'],
    ['arn:aws:iam::12345:mfa/alice', 'is not the ARN of an MFA device'],
    ['arn:aws:sts::123456789012:assumed-role/a/b', 'is not the ARN of an MFA device'],
    ['arn:aws:iam::123456789012:mfa/al ice', 'is neither an ARN nor a serial number'],
    ['12345678', 'is neither an ARN nor a serial number'],
    ['a'.repeat(257), 'is neither an ARN nor a serial number'],
    ['GAHT 12345678', 'is neither an ARN nor a serial number'],
    ['GAHT12345678\nx', 'is neither an ARN nor a serial number'],
    ['ÄÄÄÄÄÄÄÄÄ', 'is neither an ARN nor a serial number'],
  ])('refuses %s', (value, expected) => {
    expect(wrong(value)).toMatch(
      words(`configuration: The MFA device ${value} (AWS_MFA_SERIAL) ${expected}`),
    );
  });

  it.each(['918273', '918 273', '918-273'])(
    'does not repeat a code that was given for a device: %s',
    (code) => {
      const error = wrong(code);
      expect(error).toMatch(
        words(
          'configuration: The MFA device (AWS_MFA_SERIAL) consists of six digits: it is a code, not a device.…--token',
        ),
      );
      expect(error).not.toMatch(/918|273/);
    },
  );
});

describe('findSerialNumber', () => {
  const credentials =
    '[work]\nmfa_serial = of-base\n[mfa]\nmfa_serial = of-mfa\n[old]\nx_source_profile = work\nx_mfa_serial = recorded\n';
  const flag = { value: 'of-flag', source: sourceOf('--serial-number') };
  const environment = { value: 'of-environment', source: sourceOf('AWS_MFA_SERIAL') };

  /** The sources in order of precedence. */
  it.each([
    ['the flag', credentials, flag, 'of-flag', '--serial-number'],
    ['the base', credentials, undefined, 'of-base', 'mfa_serial of [work]'],
    ['the MFA profile', credentials.replace('of-base', ''), undefined, 'of-mfa', 'mfa_serial of [mfa]'],
    ['a former session', credentials.replace(/of-\w+/g, ''), undefined, 'recorded', 'x_mfa_serial of [old]'],
    [
      'the environment',
      '[other]\nx_source_profile = x\nx_mfa_serial = y',
      undefined,
      'of-environment',
      'AWS_MFA_SERIAL',
    ],
  ])('%s', (_, text, given, value, from) => {
    const files = sharedFiles(text);
    const found = findSerialNumber({
      flag: given,
      base: 'work',
      mfaProfile: 'mfa',
      profiles: profilesOf(files),
      credentials: files.credentials,
      environment,
    });
    expect(found).toMatchObject({ value, source: sourceOf(from) });
  });
});

describe('noSerialNumber', () => {
  it.each([
    ['default', '`aws-mfa setup`'],
    ['environment', '`aws iam list-mfa-devices`'],
    ['work', '`aws-mfa setup --profile work`'],
    ['my base', "`aws-mfa setup --profile 'my base'`"],
  ])('of "%s": the command that finds it, and the ways to name it', (base, command) => {
    const line = told(noSerialNumber(base));
    expect(line).toMatch(words(`configuration: No MFA device is configured for "${base}".`));
    expect(line).toContain(`\n${command}`);
    expect(line).toMatch(words('`--serial-number ARN` or AWS_MFA_SERIAL'));
  });
});
