/** Finds and checks the serial number of an MFA device (an ARN, or the number on a hardware token), and checks codes. */
import { AwsMfaError } from '../errors.ts';
import { ENVIRONMENT_BASE, keyOf, profileFlag, settingOf, type Profiles } from '../profiles/profile.ts';
import type { Sections } from '../shared-files/section-values.ts';
import { type Sourced, sourceName } from '../source.ts';
import { shellCommand } from '../text/shell-command.ts';

export interface SerialNumberSources {
  /** Name of the base profile. */
  base: string;
  profiles: Profiles;
  credentials: Sections;
  mfaProfile?: string;
  flag?: Sourced<string> | undefined;
  environment?: Sourced<string> | undefined;
}

/**
 * The device of a base profile; undefined if none is known. A device belongs to one user, so the variable comes last, against
 * the usual order: the files are closer to the user's keys. It comes first if the keys are in the environment, too.
 */
export function findSerialNumber(sources: SerialNumberSources): Sourced<string> | undefined {
  const { base, profiles, credentials, mfaProfile = '', flag, environment } = sources;
  const inFiles =
    settingOf(profiles.get(base), 'mfa_serial') ??
    // The key of broamski's aws-mfa, in its section [NAME-long-term].
    settingOf(profiles.get(base), 'aws_mfa_device') ??
    settingOf(profiles.get(mfaProfile), 'mfa_serial') ??
    recordedSerialNumber(credentials, base);
  return base === ENVIRONMENT_BASE ? (flag ?? environment ?? inFiles) : (flag ?? inFiles ?? environment);
}

/** The device of the last session of this base profile. */
function recordedSerialNumber(credentials: Sections, base: string): Sourced<string> | undefined {
  for (const [header, keys] of credentials) {
    const isOfBase = keys.get('x_source_profile') === base;
    const recorded = isOfBase && keyOf({ file: 'credentials', header, keys }, 'x_mfa_serial');
    if (recorded) return recorded;
  }
  return undefined;
}

/**
 * Accepts what GetSessionToken does: 9–256 characters of `[\w+=/:,.@-]` (AWS STS API reference), and of ARNs only those
 * of TOTP devices.
 * @returns what is wrong with a device; undefined if it can be used
 */
export function wrongSerialNumber({ value, source }: Sourced<string>): AwsMfaError | undefined {
  const [what, hint] = mistake(value) ?? [];
  if (what === undefined) return undefined;
  // A code that was given in the wrong place can still be used, and is not repeated.
  const shown = parseTokenCode(value) !== undefined ? '' : `${value} `;
  return new AwsMfaError('invalid_device', `The MFA device ${shown}(${sourceName(source)}) ${what}.`, hint);
}

/** Most devices are named after their user. Undefined for a hardware device, which has only a number. */
export function deviceName(serialNumber: string): string | undefined {
  return /^arn:[\w-]+:iam::\d{12}:mfa\/(?:.*\/)?([^/]+)$/.exec(serialNumber)?.[1];
}

/** A passkey or a security key. */
export function isPasskey(serialNumber: string): boolean {
  return /^arn:[\w-]+:iam::\d{12}:u2f\//.test(serialNumber);
}

const EXPECTED = 'A device looks like arn:aws:iam::123456789012:mfa/NAME. To find yours:\n`aws-mfa setup`';

function mistake(value: string): [what: string, hint: string] | undefined {
  if (parseTokenCode(value) !== undefined)
    return [
      'consists of six digits: it is a code, not a device',
      `Pass a code with \`--token\`. ${EXPECTED}`,
    ];
  const [, start = '', user] = /^(arn:[\w-]+:iam::\d{12}:)user\/(?:.*\/)?([^/]+)$/.exec(value) ?? [];
  if (user)
    return [
      'is the ARN of a user, not of a device',
      `The device is probably ${start}mfa/${user}. To find it:\n\`aws-mfa setup\``,
    ];
  if (isPasskey(value)) {
    return [
      'is a passkey or security key, which cannot generate codes',
      'To add an authenticator app as another device:\n`aws-mfa enroll`\nOr sign in through the browser:\n`aws login`',
    ];
  }
  if (value.startsWith('arn:') && !/^arn:[\w-]+:iam::\d{12}:mfa\/.+$/.test(value))
    return ['is not the ARN of an MFA device', EXPECTED];
  if (!/^[\w+=/:,.@-]{9,256}$/.test(value)) return ['is neither an ARN nor a serial number', EXPECTED];
  return undefined;
}

export function noSerialNumber(base: string): AwsMfaError {
  return new AwsMfaError(
    'no_device',
    `No MFA device is configured for "${base}".`,
    base === ENVIRONMENT_BASE
      ? `Name it with \`--serial-number ARN\` or AWS_MFA_SERIAL. To find it:\n${shellCommand('aws', 'iam', 'list-mfa-devices')}`
      : `Find it and save it:\n${shellCommand('aws-mfa', 'setup', ...profileFlag(base))}\nOr name it with \`--serial-number ARN\` or AWS_MFA_SERIAL.`,
  );
}

/** The code as STS expects it: six ASCII digits. Undefined if the text is not a code. */
export function parseTokenCode(text: string): string | undefined {
  const digits = codeDigits(text);
  return /^[0-9]{6}$/.test(digits) ? digits : undefined;
}

/** The text with ASCII digits, and without blanks, hyphens and invisible characters: `123 456`, `123-456`, `１２３４５６`. */
export function codeDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\p{Cf}]/gu, '')
    .replace(/\p{Nd}/gu, asciiDigit);
}

/** Unicode has the digits of every script in order, from 0 to 9. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}

/** Whole seconds until an authenticator shows its next code (TOTP, RFC 6238: steps of 30 seconds). */
export function secondsToNextCode(now: Date): number {
  return 30 - (Math.floor(now.getTime() / 1000) % 30);
}
