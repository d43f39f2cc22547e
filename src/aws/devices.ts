/** Sorts a user's MFA devices into those that generate codes and those that do not, with the errors if none does. */
import type { Choice } from '../context.ts';
import { AwsMfaError } from '../errors.ts';
import { profileFlag } from '../profiles/profile.ts';
import { isPasskey } from '../session/mfa-device.ts';
import { shellCommand } from '../text/shell-command.ts';

/** Those that generate codes, in the order of the list. */
export function usableDevices(serialNumbers: readonly string[]): string[] {
  return serialNumbers.filter((serialNumber) => !isPasskey(serialNumber));
}

/** All of them: a user would look for a passkey that is missing from the list. */
export function deviceChoices(serialNumbers: readonly string[]): Choice[] {
  return serialNumbers.map((value) => ({
    value,
    name: value.startsWith('arn:') ? value : `${value} (hardware token)`,
    ...(isPasskey(value) ? { disabled: '(passkey or security key: no codes)' } : {}),
  }));
}

/**
 * @param who {@link Identity.shown}
 * @param base name of the base profile
 */
export function noDeviceYet(who: string, base: string): AwsMfaError {
  return new AwsMfaError(
    'no_device',
    `AWS has no MFA device for ${who}.`,
    `To create one, with an authenticator app:\n${enrollCommand(base)}\nOr assign a hardware token in the IAM console (your user, Security credentials).`,
  );
}

/** @param who {@link Identity.shown} */
export function onlyPasskeys(who: string, base: string): AwsMfaError {
  return new AwsMfaError(
    'no_device',
    `The MFA devices of ${who} are passkeys or security keys. They work only in the console and cannot generate codes.`,
    `To add an authenticator app as another device:\n${enrollCommand(base)}\nOr sign in through the browser (AWS CLI 2.32 or later):\n\`aws login\``,
  );
}

function enrollCommand(base: string): string {
  return shellCommand('aws-mfa', 'enroll', ...profileFlag(base));
}
