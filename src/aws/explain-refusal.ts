/** Explains what STS refused, and what to do about it. */
import { AwsMfaError } from '../errors.ts';
import { shellCommand, option } from '../text/shell-command.ts';
import { mendKeys } from '../profiles/base-errors.ts';
import { configureSet, profileFlag } from '../profiles/profile.ts';
import { type Sourced, sourceName } from '../source.ts';
import type { Refusal } from './calls.ts';
import { refusalReason } from './refusal.ts';
import { secondsToNextCode } from '../session/mfa-device.ts';
import { type Role, roleName } from '../session/role.ts';
import { formatDuration } from '../session/duration-and-expiry.ts';

/** @param now for the seconds until the next code */
export function explainRefusal(refusal: Refusal, call: CallContext, now: Date): AwsMfaError {
  switch (refusalReason(refusal)) {
    case 'wrong-code':
      return new AwsMfaError(
        'wrong_code',
        'AWS did not accept the code: mistyped, too old, or used before.',
        `A code works once; the next one comes in ${secondsToNextCode(now)} s. If it keeps failing, check the clock of the phone.`,
      );
    case 'wrong-device':
      return unknownDevice(call.serialNumber, call.base);
    case 'temporary-keys':
      return new AwsMfaError(
        'temporary_keys',
        `The keys of "${call.base}" are those of a session, and AWS gives an MFA session only for long-term keys.`,
        'Name a profile with long-term keys: `--profile NAME`',
      );
    case 'unknown-key':
      return new AwsMfaError(
        'unknown_key',
        `AWS does not know the access key …${call.keyEnding} of "${call.base}" (asked: ${call.endpoint}): deleted, inactive, or of another partition.`,
        `Check it in the IAM console. ${mendKeys(call.base, call.process)}`,
      );
    case 'wrong-secret':
      return new AwsMfaError(
        'wrong_secret',
        `The secret access key of "${call.base}" does not belong to its access key …${call.keyEnding}.`,
        mendKeys(call.base, call.process),
      );
    case 'clock-off':
      return new AwsMfaError(
        'clock_off',
        call.corrected
          ? "This machine's clock is off, and correcting for it did not help."
          : "This machine's clock is off, and the answer does not say by how much.",
        'Set the clock (most systems: switch on network time), then try again with a new code.',
      );
    case 'malformed':
      return new AwsMfaError(
        'malformed_request',
        `AWS found the request malformed: ${refusal.message}`,
        'Mend what it names, then try again with a new code.',
      );
    case 'role-denied':
      return new AwsMfaError('role_denied', ...explainRoleDenied(refusal, call));
    case 'role-too-long':
      return new AwsMfaError('role_too_long', ...explainRoleTooLong(call));
    case 'region-disabled':
      return new AwsMfaError(
        'region_disabled',
        `STS is switched off for this account there (asked: ${call.endpoint}).`,
        'Activate it in the IAM console under account settings, or ask another region: `--region us-east-1`',
      );
    case 'denied':
      return new AwsMfaError(
        'access_denied',
        `Access was denied${quoted(refusal)} (asked: ${call.endpoint}).`,
        "A policy, a compatible server or a proxy on the way can do that; `--debug` shows the answer's code.",
      );
    case 'busy':
      return new AwsMfaError(
        refusal.status >= 500 ? 'aws_busy' : 'throttled',
        `AWS is busy or in trouble (HTTP ${refusal.status}, ${refusal.code}).`,
        'Try again in a moment, with a new code: this one may be spent.',
      );
    case 'unreadable':
      return new AwsMfaError(
        'unusable_answer',
        `The answer was none of STS' (HTTP ${refusal.status}, ${refusal.code}; asked: ${call.endpoint}).`,
        'Check the endpoint and any proxy on the way, then try again with a new code: this one may be spent.',
      );
  }
}

export function unknownDevice({ value, source }: Sourced<string>, base: string): AwsMfaError {
  const flag = profileFlag(base);
  return new AwsMfaError(
    'unknown_device',
    `AWS does not know ${value} as an MFA device of this user (it came from ${sourceName(source)}).`,
    `Find the right one and save it: ${shellCommand('aws-mfa', 'setup', ...flag)}\nBy hand: ${shellCommand('aws', 'iam', 'list-mfa-devices', ...flag)}; then ${configureSet('mfa_serial', 'ARN', flag)}`,
  );
}

/** STS' own words, where it had any. */
function quoted({ code, message }: Refusal): string {
  // eslint-disable-next-line no-restricted-syntax -- what the SDK says where AWS said nothing
  return message && message !== 'Unknown' && code !== 'UnknownError' ? `: ${message}` : '';
}

/** What a call was made with, as far as it may be said. */
export interface CallContext {
  base: string;
  /** The setting of the process that gives the keys, where one does. */
  process: Sourced<string> | undefined;
  /** The last four characters of the access key's id. */
  keyEnding: string;
  serialNumber: Sourced<string>;
  /** `STS in us-east-1`, or the host of an endpoint of the person's own. */
  endpoint: string;
  /** Whether the call was made by a clock corrected to AWS'. */
  corrected: boolean;
  /** Nothing for a session of the user's own. */
  role: Role | undefined;
  /** Seconds. */
  duration: Sourced<number>;
}

/** STS does not say which of the two policies stands in the way, nor whether the role exists. */
function explainRoleDenied(refusal: Refusal, call: CallContext): [what: string, remedy: string] {
  const role = call.role?.arn.value ?? 'the role';
  // eslint-disable-next-line no-restricted-syntax -- AWS has no code for it
  if (/root/i.test(refusal.message)) {
    return [
      `The keys of "${call.base}" are those of a root user, who cannot take on a role.`,
      'Name a profile with the keys of an IAM user: `--profile NAME`',
    ];
  }
  const externalId = call.role?.externalId
    ? `expect another external id than the one given (${sourceName(call.role.externalId.source)})`
    : 'ask for an external id (--external-id)';
  return [
    `AWS does not let the user of "${call.base}" take on ${role}: ${refusal.message}`,
    [
      `The role may not exist; its trust policy may not name this user, or ${externalId};`,
      'or the user may lack the permission sts:AssumeRole. Once that is mended, try again with a new code.',
    ].join('\n'),
  ];
}

function explainRoleTooLong({ role, duration }: CallContext): [what: string, remedy: string] {
  const name = role ? roleName(role.arn.value) : 'NAME';
  return [
    `The role's sessions may not last ${formatDuration(duration.value)} (${sourceName(duration.source)}): its own maximum is less.`,
    [
      `Ask for less, for example --duration 1h; or let an administrator raise the maximum:`,
      shellCommand(
        'aws',
        'iam',
        'update-role',
        ...option('--role-name', name),
        ...option('--max-session-duration', String(duration.value)),
      ),
      'Then try again with a new code: this one is spent.',
    ].join('\n'),
  ];
}
