/** STS' refusals in the person's terms: what happened, and what to do about it. */
import type { CallContext } from './call-context.ts';
import { AwsMfaError } from '../../errors.ts';
import { shellCommand } from '../../shell-command.ts';
import { mendKeys } from '../profiles/mend-keys.ts';
import { configureSet, profileFlag } from '../profiles/profile-flag.ts';
import type { Sourced } from '../sourced.ts';
import { explainRoleDenied, explainRoleTooLong } from './explain-role-refusal.ts';
import { refusalReason, type Refusal } from './sts-refusal.ts';
import { secondsToNextCode } from './token-code.ts';

/** @param now for the seconds until the next code */
export function explainRefusal(refusal: Refusal, call: CallContext, now: Date): AwsMfaError {
  const error = (what: string, remedy: string) => new AwsMfaError('refused', what, remedy);
  switch (refusalReason(refusal)) {
    case 'wrong-code':
      return error(
        'AWS did not accept the code: mistyped, too old, or used before.',
        `A code works once; the next one comes in ${secondsToNextCode(now)} s. If it keeps failing, check the clock of the phone.`,
      );
    case 'wrong-device':
      return unknownDevice(call.serialNumber, call.base);
    case 'temporary-keys':
      return error(
        `The keys of "${call.base}" are those of a session, and AWS gives an MFA session only for long-term keys.`,
        'Name a profile with long-term keys: `--profile NAME`',
      );
    case 'unknown-key':
      return error(
        `AWS does not know the access key …${call.keyEnding} of "${call.base}" (asked: ${call.endpoint}): deleted, inactive, or of another partition.`,
        `Check it in the IAM console. ${mendKeys(call.base, call.process)}`,
      );
    case 'wrong-secret':
      return error(
        `The secret access key of "${call.base}" does not belong to its access key …${call.keyEnding}.`,
        mendKeys(call.base, call.process),
      );
    case 'clock-off':
      return error(
        call.corrected
          ? "This machine's clock is off, and correcting for it did not help."
          : "This machine's clock is off, and the answer does not say by how much.",
        'Set the clock (most systems: switch on network time), then try again with a new code.',
      );
    case 'malformed':
      return error(
        `AWS found the request malformed: ${refusal.message}`,
        'Mend what it names, then try again with a new code.',
      );
    case 'role-denied':
      return error(...explainRoleDenied(refusal, call));
    case 'role-too-long':
      return error(...explainRoleTooLong(call));
    case 'region-disabled':
      return error(
        `STS is switched off for this account there (asked: ${call.endpoint}).`,
        'Activate it in the IAM console under account settings, or ask another region: `--region us-east-1`',
      );
    case 'denied':
      return error(
        `Access was denied${quoted(refusal)} (asked: ${call.endpoint}).`,
        "A policy, a compatible server or a proxy on the way can do that; `--debug` shows the answer's code.",
      );
    case 'busy':
      return new AwsMfaError(
        refusal.status >= 500 ? 'unreachable' : 'refused',
        `AWS is busy or in trouble (HTTP ${refusal.status}, ${refusal.code}).`,
        'Try again in a moment, with a new code: this one may be spent.',
      );
    case 'unreadable':
      return new AwsMfaError(
        'unreachable',
        `The answer was none of STS' (HTTP ${refusal.status}, ${refusal.code}; asked: ${call.endpoint}).`,
        'Check the endpoint and any proxy on the way, then try again with a new code: this one may be spent.',
      );
  }
}

export function unknownDevice({ value, from }: Sourced<string>, base: string): AwsMfaError {
  const flag = profileFlag(base);
  return new AwsMfaError(
    'refused',
    `AWS does not know ${value} as an MFA device of this user (it came from ${from}).`,
    `Find the right one and save it: ${shellCommand('aws-mfa', 'setup', ...flag)}\nBy hand: ${shellCommand('aws', 'iam', 'list-mfa-devices', ...flag)}; then ${configureSet('mfa_serial', 'ARN', flag)}`,
  );
}

/** STS' own words, where it had any. */
function quoted({ code, message }: Refusal): string {
  return message && message !== 'Unknown' && code !== 'UnknownError' ? `: ${message}` : '';
}
