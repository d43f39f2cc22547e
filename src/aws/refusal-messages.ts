/** What the program says if AWS refuses a call, and what to do about it. */
import { AwsMfaError, type ErrorCode } from '../errors.ts';
import { accessKeyHint } from '../profiles/base-errors.ts';
import { configureSet, profileFlag } from '../profiles/profile.ts';
import { formatDuration } from '../session/duration-and-expiry.ts';
import { secondsToNextCode } from '../session/mfa-device.ts';
import { type Role, roleName } from '../session/role.ts';
import { type Sourced, sourceName } from '../source.ts';
import { option, shellCommand } from '../text/shell-command.ts';
import type { Refusal } from './calls.ts';
import { refusalReason } from './refusal-reason.ts';

/** The call that was refused. */
export interface RefusedCall {
  base: string;
  /** The `credential_process` that gave the keys; undefined if they are in a file. */
  process: Sourced<string> | undefined;
  keys: { accessKeyId: string };
  /** `STS in us-east-1`, or the host of a configured endpoint. */
  endpoint: string;
  /** Undefined for a call that needs no code. */
  session?: SessionRequest;
}

interface SessionRequest {
  serialNumber: Sourced<string>;
  role: Role | undefined;
  /** Seconds. */
  duration: Sourced<number>;
  /** Whether the call was signed with a time corrected to AWS'. */
  isCorrected: boolean;
}

type Explained = [code: ErrorCode, message: string, hint: string];

/** @param now for the seconds until the next code */
export function explainRefusal(refusal: Refusal, call: RefusedCall, now: Date): AwsMfaError {
  return new AwsMfaError(...explain(refusal, call, now));
}

function explain(refusal: Refusal, call: RefusedCall, now: Date): Explained {
  const { base, process, endpoint, session } = call;
  const keyEnding = call.keys.accessKeyId.slice(-4);
  const answer = `HTTP ${refusal.status}, ${refusal.code}`;
  switch (refusalReason(refusal)) {
    case 'wrong-code':
      return [
        'wrong_code',
        'AWS did not accept the code: mistyped, too old, or used before.',
        `A code works once; the next one comes in ${secondsToNextCode(now)} s. If it keeps failing, check the clock of the phone.`,
      ];
    case 'wrong-device':
      return session ? unknownDeviceTexts(session.serialNumber, base) : denied(refusal, endpoint);
    case 'temporary-keys':
      return [
        'temporary_keys',
        `The keys of "${base}" are those of a session, and AWS gives an MFA session only for long-term keys.`,
        'Name a profile with long-term keys: `--profile NAME`',
      ];
    case 'unknown-key':
      return [
        'unknown_key',
        `AWS does not know the access key …${keyEnding} of "${base}" (asked: ${endpoint}): deleted, inactive, or of another partition.`,
        `Check it in the IAM console. ${accessKeyHint(base, process)}`,
      ];
    case 'wrong-secret':
      return [
        'wrong_secret',
        `The secret access key of "${base}" does not belong to its access key …${keyEnding}.`,
        accessKeyHint(base, process),
      ];
    case 'clock-off':
      return clockOff(session);
    case 'malformed':
      return [
        'malformed_request',
        `AWS found the request malformed: ${refusal.message}`,
        'Mend what it names, then try again with a new code.',
      ];
    case 'role-denied':
      return roleDenied(refusal, base, session?.role);
    case 'role-too-long':
      return session ? roleTooLong(session) : denied(refusal, endpoint);
    case 'region-disabled':
      return [
        'region_disabled',
        `STS is switched off for this account there (asked: ${endpoint}).`,
        'Activate it in the IAM console under account settings, or ask another region: `--region us-east-1`',
      ];
    case 'denied':
      return denied(refusal, endpoint);
    case 'busy':
      if (!session) return unusableAnswer(answer, endpoint);
      return [
        refusal.status >= 500 ? 'aws_busy' : 'throttled',
        `AWS is busy or in trouble (${answer}).`,
        'Try again in a moment, with a new code: this one may be spent.',
      ];
    case 'unreadable':
      if (!session) return unusableAnswer(answer, endpoint);
      return [
        'unusable_answer',
        `The answer was none of STS' (${answer}; asked: ${endpoint}).`,
        'Check the endpoint and any proxy on the way, then try again with a new code: this one may be spent.',
      ];
  }
}

function clockOff(session: SessionRequest | undefined): Explained {
  const wrong = !session
    ? 'it could not be corrected for'
    : session.isCorrected
      ? 'correcting for it did not help'
      : 'the answer does not say by how much';
  return [
    'clock_off',
    `This machine's clock is off, and ${wrong}.`,
    `Set the clock (most systems: switch on network time), then try again${session ? ' with a new code' : ''}.`,
  ];
}

export function unknownDevice(device: Sourced<string>, base: string): AwsMfaError {
  return new AwsMfaError(...unknownDeviceTexts(device, base));
}

function unknownDeviceTexts({ value, source }: Sourced<string>, base: string): Explained {
  const flag = profileFlag(base);
  return [
    'unknown_device',
    `AWS does not know ${value} as an MFA device of this user (it came from ${sourceName(source)}).`,
    `Find the right one and save it: ${shellCommand('aws-mfa', 'setup', ...flag)}\nBy hand: ${shellCommand('aws', 'iam', 'list-mfa-devices', ...flag)}; then ${configureSet('mfa_serial', 'ARN', flag)}`,
  ];
}

function denied({ code, message }: Refusal, endpoint: string): Explained {
  // eslint-disable-next-line no-restricted-syntax -- what the SDK says if AWS said nothing
  const quoted = message && message !== 'Unknown' && code !== 'UnknownError' ? `: ${message}` : '';
  return [
    'access_denied',
    `Access was denied${quoted} (asked: ${endpoint}).`,
    "A policy, a compatible server or a proxy on the way can do that; `--debug` shows the answer's code.",
  ];
}

/** STS does not say which of the two policies denies it, nor whether the role exists. */
function roleDenied(refusal: Refusal, base: string, role: Role | undefined): Explained {
  // eslint-disable-next-line no-restricted-syntax -- AWS has no code for it
  if (/root/i.test(refusal.message)) {
    return [
      'role_denied',
      `The keys of "${base}" are those of a root user, who cannot take on a role.`,
      'Name a profile with the keys of an IAM user: `--profile NAME`',
    ];
  }
  const externalId = role?.externalId
    ? `expect another external id than the one given (${sourceName(role.externalId.source)})`
    : 'ask for an external id (--external-id)';
  return [
    'role_denied',
    `AWS does not let the user of "${base}" take on ${role?.arn.value ?? 'the role'}: ${refusal.message}`,
    `The role may not exist; its trust policy may not name this user, or ${externalId};\nor the user may lack the permission sts:AssumeRole. Once that is mended, try again with a new code.`,
  ];
}

function roleTooLong({ role, duration }: SessionRequest): Explained {
  const name = option('--role-name', role ? roleName(role.arn.value) : 'NAME');
  const seconds = option('--max-session-duration', String(duration.value));
  return [
    'role_too_long',
    `The role's sessions may not last ${formatDuration(duration.value)} (${sourceName(duration.source)}): its own maximum is less.`,
    `Ask for less, for example --duration 1h; or let an administrator raise the maximum:\n${shellCommand('aws', 'iam', 'update-role', ...name, ...seconds)}\nThen try again with a new code: this one is spent.`,
  ];
}

function unusableAnswer(answer: string, endpoint: string): Explained {
  return [
    'unusable_answer',
    `AWS gave no usable answer (${answer}; asked: ${endpoint}).`,
    'Try again in a moment; if it stays so, check the endpoint and any proxy on the way.',
  ];
}
