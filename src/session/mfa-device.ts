/**
 * Finds and checks the serial number of an MFA device (an ARN, or the number printed on a hardware key fob), and checks
 * the six digits of a code.
 */
import { AwsMfaError } from '../errors.ts';
import { shellCommand } from '../text/shell-command.ts';
import {
  type Profile,
  keyOf,
  settingOf,
  configureSet,
  profileFlag,
  ENVIRONMENT_BASE,
} from '../profiles/profile.ts';
import type { Sections } from '../shared-files/section-values.ts';
import { firstGiven, type Sourced, sourceName } from '../source.ts';

export interface SerialNumberSources {
  flag: Sourced<string> | undefined;
  base: Profile | undefined;
  mfaProfile: Profile | undefined;
  credentials: Sections;
  /** Name of the base, as recorded in the sections of its sessions. */
  baseName: string;
  environment: Sourced<string> | undefined;
}

/**
 * The device of a base and where it was found, or nothing. The environment comes last, against the usual order:
 * a device belongs to one user, so what is written beside that user's keys knows better than a shell's variable.
 */
export function findSerialNumber(sources: SerialNumberSources): Sourced<string> | undefined {
  const recorded = recordedSerialNumber(sources.credentials, sources.baseName);
  const written = [
    settingOf(sources.base, 'mfa_serial'),
    // The key of broamski's aws-mfa, beside the long-term keys in its section [NAME-long-term].
    settingOf(sources.base, 'aws_mfa_device'),
    settingOf(sources.mfaProfile, 'mfa_serial'),
  ];
  // Keys of the environment may be another user's each time; what stands beside them there is theirs.
  return sources.baseName === ENVIRONMENT_BASE
    ? firstGiven(sources.flag, sources.environment, ...written, recorded)
    : firstGiven(sources.flag, ...written, recorded, sources.environment);
}

/** The device of the last session of this base, which every login records. */
function recordedSerialNumber(credentials: Sections, base: string): Sourced<string> | undefined {
  for (const [header, keys] of credentials) {
    const recorded = keys.get('x_source_profile') === base && keyOf(credentials, header, 'x_mfa_serial');
    if (recorded) return recorded;
  }
  return undefined;
}

/**
 * What GetSessionToken takes: 9–256 characters of `[\w+=/:,.@-]` (AWS STS API reference), and of ARNs only those
 * of TOTP devices.
 * @throws AwsMfaError `configuration`, each kind of mistake in its own words
 */
export function checkSerialNumber(device: Sourced<string>): void {
  const wrong = wrongSerialNumber(device);
  if (wrong) throw wrong;
}

/** What {@link checkSerialNumber} would throw; nothing where the device will do. */
export function wrongSerialNumber({ value, source }: Sourced<string>): AwsMfaError | undefined {
  const [what, remedy] = mistake(value) ?? [];
  if (what === undefined) return undefined;
  const shown = isLikeCode(value) ? '' : `${value} `;
  return new AwsMfaError('invalid_device', `The MFA device ${shown}(${sourceName(source)}) ${what}.`, remedy);
}

/** A passkey or a security key. */
export function isPasskey(serialNumber: string): boolean {
  return /^arn:[\w-]+:iam::\d{12}:u2f\//.test(serialNumber);
}

const EXPECTED =
  'It looks like arn:aws:iam::123456789012:mfa/NAME; to find yours: `aws-mfa setup`, or `aws iam list-mfa-devices`';

/** A code in the wrong place is still good, and is not repeated. */
function isLikeCode(value: string): boolean {
  return /^\d{6}$/.test(value);
}

function mistake(value: string): [what: string, remedy: string] | undefined {
  if (isLikeCode(value))
    return ['is six digits, which is a code and not a device', `A code goes behind --token. ${EXPECTED}`];
  const user = /^(arn:[\w-]+:iam::\d{12}:)user\/(?:.*\/)?([^/]+)$/.exec(value);
  if (user)
    return [
      'is the ARN of a user, not of a device',
      `Often the device is ${user[1] ?? ''}mfa/${user[2] ?? ''}. ${EXPECTED}`,
    ];
  if (isPasskey(value)) {
    return [
      'is a passkey or security key, which works in the console only, never with a code',
      'Add an authenticator app as a second device in the IAM console, or sign in with: `aws login`',
    ];
  }
  if (value.startsWith('arn:') && !/^arn:[\w-]+:iam::\d{12}:mfa\/.+$/.test(value))
    return ['is not the ARN of an MFA device', EXPECTED];
  if (!/^[\w+=/:,.@-]{9,256}$/.test(value))
    return ['is neither an ARN nor a serial number of a device', EXPECTED];
  return undefined;
}

/** The error where no device is known anywhere: every way to name it, and the command that lists them. */
export function noSerialNumber(base: string): AwsMfaError {
  const profile = profileFlag(base);
  return new AwsMfaError(
    'no_device',
    `No MFA device is known for "${base}".`,
    [
      ...(base === ENVIRONMENT_BASE
        ? []
        : [`Find and save it:  ${shellCommand('aws-mfa', 'setup', ...profile)}`, 'Or by hand:']),
      `Find it:   ${shellCommand('aws', 'iam', 'list-mfa-devices', ...profile)}`,
      `Save it:   ${configureSet('mfa_serial', 'ARN', profile)}`,
      `Or for once: --serial-number ARN, or AWS_MFA_SERIAL=ARN`,
    ].join('\n'),
  );
}

/**
 * The code as STS wants it, or nothing where the text is not six ASCII digits. Blanks go first: phones show
 * `123 456`. Digits of other scripts are not taken: STS would refuse them, and the code would be spent.
 */
export function parseTokenCode(text: string): string | undefined {
  const digits = text.replace(/[\s\ufeff]/g, '');
  return /^[0-9]{6}$/.test(digits) ? digits : undefined;
}

/** Whole seconds until an authenticator shows its next code (TOTP, RFC 6238: steps of 30 seconds). */
export function secondsToNextCode(now: Date): number {
  return 30 - (Math.floor(now.getTime() / 1000) % 30);
}
