/** What the program says if AWS refuses a call, and what to do about it. */
import { AwsMfaError, type ErrorCode } from '../errors.ts';
import { accessKeyHint } from '../profiles/base-errors.ts';
import { profileFlag } from '../profiles/profile.ts';
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
        'AWS rejected the code: it is mistyped, expired, or already used.',
        `The next code appears in ${secondsToNextCode(now)} s. If every code fails, check the clock of the MFA device.`,
      ];
    case 'wrong-device':
      return session ? unknownDeviceTexts(session.serialNumber, base) : denied(refusal, endpoint);
    case 'temporary-keys':
      return [
        'temporary_keys',
        `The keys of "${base}" belong to a session. AWS gives an MFA session only for a long-term access key.`,
        'Name a profile with a long-term access key: `--profile NAME`',
      ];
    case 'unknown-key':
      return [
        'unknown_key',
        `AWS does not recognize the access key …${keyEnding} of "${base}" (asked ${endpoint}). It may be deleted, inactive, or in another partition.`,
        `Check it in the IAM console. ${accessKeyHint(base, process)}`,
      ];
    case 'wrong-secret':
      return [
        'wrong_secret',
        `The secret access key of "${base}" does not match the access key …${keyEnding}.`,
        accessKeyHint(base, process),
      ];
    case 'clock-off':
      return clockOff(session);
    case 'malformed':
      return [
        'malformed_request',
        `AWS found an invalid value in the request: ${sentence(refusal.message)}`,
        `Correct the value, then try again${session ? ' with a new code' : ''}.`,
      ];
    case 'role-denied':
      return roleDenied(refusal, base, session?.role);
    case 'role-too-long':
      return session ? roleTooLong(session) : denied(refusal, endpoint);
    case 'region-disabled':
      return [
        'region_disabled',
        `${endpoint} is not activated for this account.`,
        'Activate it in the IAM console under Account settings, or use another region: `--region us-east-1`',
      ];
    case 'denied':
      return denied(refusal, endpoint);
    case 'busy':
      if (!session) return unusableAnswer(answer, endpoint);
      return [
        refusal.status >= 500 ? 'aws_busy' : 'throttled',
        `AWS is busy or has an outage (${answer}). The code may have been used.`,
        'Try again in a moment, with a new code.',
      ];
    case 'unreadable':
      if (!session) return unusableAnswer(answer, endpoint);
      return [
        'unusable_answer',
        `${endpoint} sent an answer that is not from STS (${answer}). The code may have been used.`,
        'Check the endpoint and any proxy, then try again with a new code.',
      ];
  }
}

/** AWS' own text, with a period at its end. */
export function sentence(text: string): string {
  return text.trim().replace(/[^.]$/, '$&.');
}

function clockOff(session: SessionRequest | undefined): Explained {
  const wrong =
    session?.isCorrected === false
      ? 'AWS did not say by how much.'
      : 'Correcting the time of the request did not help.';
  return [
    'clock_off',
    `This machine's clock is wrong. ${wrong}`,
    `Set the clock (turn on automatic network time), then try again${session ? ' with a new code' : ''}.`,
  ];
}

export function unknownDevice(device: Sourced<string>, base: string): AwsMfaError {
  return new AwsMfaError(...unknownDeviceTexts(device, base));
}

function unknownDeviceTexts({ value, source }: Sourced<string>, base: string): Explained {
  return [
    'unknown_device',
    `AWS does not recognize ${value} as an MFA device of this user (from ${sourceName(source)}).`,
    `Find the right device and save it:\n${shellCommand('aws-mfa', 'setup', ...profileFlag(base))}`,
  ];
}

function denied({ code, message }: Refusal, endpoint: string): Explained {
  // eslint-disable-next-line no-restricted-syntax -- what the SDK says if AWS said nothing
  const isQuoted = message && message !== 'Unknown' && code !== 'UnknownError';
  return [
    'access_denied',
    `${endpoint} denied access${isQuoted ? `: ${sentence(message)}` : '.'}`,
    'The cause may be a policy, a proxy or an AWS-compatible server. `--debug` shows the error code.',
  ];
}

/** STS does not say which of the two policies denies it, nor whether the role exists. */
function roleDenied(refusal: Refusal, base: string, role: Role | undefined): Explained {
  // eslint-disable-next-line no-restricted-syntax -- AWS has no code for it
  if (/root/i.test(refusal.message)) {
    return [
      'role_denied',
      `The keys of "${base}" belong to a root user, who cannot assume a role.`,
      'Name a profile with the access key of an IAM user: `--profile NAME`',
    ];
  }
  const externalId = role?.externalId
    ? `another external ID than the one from ${sourceName(role.externalId.source)}`
    : 'an external ID (`--external-id`)';
  return [
    'role_denied',
    `AWS does not let the user of "${base}" assume ${role?.arn.value ?? 'the role'}: ${sentence(refusal.message)}`,
    `Check that the role exists, that its trust policy allows this user, and that the user has sts:AssumeRole. The trust policy may also require ${externalId}. Then try again with a new code.`,
  ];
}

function roleTooLong({ role, duration }: SessionRequest): Explained {
  const name = option('--role-name', role ? roleName(role.arn.value) : 'NAME');
  const seconds = option('--max-session-duration', String(duration.value));
  return [
    'role_too_long',
    `The role does not allow sessions of ${formatDuration(duration.value)} (${sourceName(duration.source)}). The code has been used.`,
    `Use a shorter duration and a new code: \`--duration 1h\`\nOr let an administrator raise the role's maximum:\n${shellCommand('aws', 'iam', 'update-role', ...name, ...seconds)}`,
  ];
}

function unusableAnswer(answer: string, endpoint: string): Explained {
  return [
    'unusable_answer',
    `${endpoint} gave no usable answer (${answer}).`,
    'Try again in a moment. If it keeps failing, check the endpoint and any proxy.',
  ];
}
