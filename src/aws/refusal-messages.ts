/** What the program says if AWS refuses a call, and what to do about it. */
import { AwsMfaError } from '../errors.ts';
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

/** @param now for the seconds until the next code */
export function explainRefusal(refusal: Refusal, call: RefusedCall, now: Date): AwsMfaError {
  const { base, process, endpoint, session } = call;
  const keyEnding = call.keys.accessKeyId.slice(-4);
  const answer = `HTTP ${refusal.status}, ${refusal.code}`;
  const withNewCode = session ? ' with a new code' : '';
  switch (refusalReason(refusal)) {
    case 'wrong-code':
      return new AwsMfaError(
        'wrong_code',
        'AWS rejected the code: it is mistyped, expired, or already used.',
        `The next code appears in ${secondsToNextCode(now)} s. If every code fails, check the clock of the MFA device.`,
      );
    case 'wrong-device':
      return session ? unknownDevice(session.serialNumber, base) : denied(refusal, endpoint);
    case 'temporary-keys':
      return new AwsMfaError(
        'temporary_keys',
        `The keys of "${base}" belong to a session. AWS gives an MFA session only for a long-term access key.`,
        'Name a profile with a long-term access key: `--profile NAME`',
      );
    case 'unknown-key':
      return new AwsMfaError(
        'unknown_key',
        `AWS does not recognize the access key …${keyEnding} of "${base}" (asked ${endpoint}). It may be deleted, inactive, or in another partition.`,
        `Check it in the IAM console. ${accessKeyHint(base, process)}`,
      );
    case 'wrong-secret':
      return new AwsMfaError(
        'wrong_secret',
        `The secret access key of "${base}" does not match the access key …${keyEnding}.`,
        accessKeyHint(base, process),
      );
    case 'clock-off': {
      const isUncorrected = session?.isCorrected === false;
      const why = isUncorrected
        ? 'AWS did not say by how much.'
        : 'Correcting the time of the request did not help.';
      return new AwsMfaError(
        'clock_off',
        `This machine's clock is wrong. ${why}`,
        `Set the clock (turn on automatic network time), then try again${withNewCode}.`,
      );
    }
    case 'malformed':
      return new AwsMfaError(
        'malformed_request',
        `AWS found an invalid value in the request: ${sentence(refusal.message)}`,
        `Correct the value, then try again${withNewCode}.`,
      );
    case 'role-denied':
      return session?.role ? deniedToUser(refusal, session.role, base) : denied(refusal, endpoint);
    case 'role-too-long':
      return session?.role ? roleTooLong(session.role, session.duration) : denied(refusal, endpoint);
    case 'region-disabled':
      return new AwsMfaError(
        'region_disabled',
        `${endpoint} is not activated for this account.`,
        'Activate it in the IAM console under Account settings, or use another region: `--region us-east-1`',
      );
    case 'denied':
      return denied(refusal, endpoint);
    case 'busy':
      if (!session) return unusableAnswer(answer, endpoint);
      return new AwsMfaError(
        refusal.status >= 500 ? 'aws_busy' : 'throttled',
        `AWS is busy or has an outage (${answer}). The code may have been used.`,
        'Try again in a moment, with a new code.',
      );
    case 'unreadable':
      if (!session) return unusableAnswer(answer, endpoint);
      return new AwsMfaError(
        'unusable_answer',
        `${endpoint} sent an answer that is not from STS (${answer}). The code may have been used.`,
        'Check the endpoint and any proxy, then try again with a new code.',
      );
  }
}

/** AWS' own text, with a period at its end. */
function sentence(text: string): string {
  return text.trim().replace(/[^.]$/, '$&.');
}

export function unknownDevice({ value, source }: Sourced<string>, base: string): AwsMfaError {
  return new AwsMfaError(
    'unknown_device',
    `AWS does not recognize ${value} as an MFA device of this user (from ${sourceName(source)}).`,
    `Find the right device and save it:\n${shellCommand('aws-mfa', 'setup', ...profileFlag(base))}`,
  );
}

function denied({ code, message }: Refusal, endpoint: string): AwsMfaError {
  // eslint-disable-next-line no-restricted-syntax -- what the SDK says if AWS said nothing
  const isQuoted = message && message !== 'Unknown' && code !== 'UnknownError';
  return new AwsMfaError(
    'access_denied',
    `${endpoint} denied access${isQuoted ? `: ${sentence(message)}` : '.'}`,
    'The cause may be a policy, a proxy or an AWS-compatible server. `--debug` shows the error code.',
  );
}

/** For a role that is assumed with the access key of the base profile. */
function deniedToUser(refusal: Refusal, role: Role, base: string): AwsMfaError {
  // eslint-disable-next-line no-restricted-syntax -- AWS has no code for it
  if (!/root/i.test(refusal.message)) return roleDenied(refusal, role, `the user of "${base}"`, true);
  return new AwsMfaError(
    'role_denied',
    `The keys of "${base}" belong to a root user, who cannot assume a role.`,
    'Name a profile with the access key of an IAM user: `--profile NAME`',
  );
}

/**
 * STS does not say which of the two policies denies it, nor whether the role exists.
 * @param caller `the user of "default"`, or the ARN of a role
 */
export function roleDenied(
  { message }: Refusal,
  { arn, externalId }: Role,
  caller: string,
  isWithCode: boolean,
): AwsMfaError {
  const [trusted, assumer] = isWithCode ? ['this user', 'the user'] : ['the caller', 'the caller'];
  const required = externalId
    ? `another external ID than the one from ${sourceName(externalId.source)}`
    : `an external ID (\`${isWithCode ? '--external-id' : 'external_id'}\`)`;
  const again = isWithCode ? ' Then try again with a new code.' : '';
  return new AwsMfaError(
    'role_denied',
    `AWS does not let ${caller} assume ${arn.value}: ${sentence(message)}`,
    `Check that the role exists, that its trust policy allows ${trusted}, and that ${assumer} has sts:AssumeRole. The trust policy may also require ${required}.${again}`,
  );
}

function roleTooLong({ arn }: Role, { value, source }: Sourced<number>): AwsMfaError {
  const name = option('--role-name', roleName(arn.value));
  const seconds = option('--max-session-duration', String(value));
  return new AwsMfaError(
    'role_too_long',
    `The role does not allow sessions of ${formatDuration(value)} (${sourceName(source)}). The code has been used.`,
    `Use a shorter duration and a new code: \`--duration 1h\`\nOr let an administrator raise the role's maximum:\n${shellCommand('aws', 'iam', 'update-role', ...name, ...seconds)}`,
  );
}

function unusableAnswer(answer: string, endpoint: string): AwsMfaError {
  return new AwsMfaError(
    'unusable_answer',
    `${endpoint} gave no usable answer (${answer}).`,
    'Try again in a moment. If it keeps failing, check the endpoint and any proxy.',
  );
}
