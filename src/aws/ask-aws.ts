/** Asks AWS which user has some keys, and which MFA devices and access keys the user has. No code is spent. */
import type { Context } from '../context.ts';
import { AwsMfaError, type Advice } from '../errors.ts';
import { isPasskey, wrongSerialNumber } from '../session/mfa-device.ts';
import type { Sourced } from '../source.ts';
import type { AccessKey, Reply, SignedCall, SigningKeys, Target } from './calls.ts';
import { placeName } from './endpoint.ts';
import { explainFailure } from './network-messages.ts';
import { explainRefusal } from './refusal-messages.ts';
import { withRetry } from './with-retry.ts';

/** Keys to call AWS with, where they come from, and where to call. */
export interface KeyContext {
  /** Name of the profile that has them, or will have them. */
  base: string;
  keys: SigningKeys;
  /** The `credential_process` that gave them; undefined if they are in a file. */
  process?: Sourced<string> | undefined;
  sts: Target;
  iam: Target;
  /** For `--debug`: where each value came from. */
  lines: readonly string[];
  /** Milliseconds; changed if AWS says that this machine's clock is off. */
  clockOffset: number;
}

export interface Identity {
  arn: string;
  /** For the user: `alice`, `the root user`, or the ARN. */
  shown: string;
  /** The IAM user name; undefined for the root user, whose devices cannot be listed by a name. */
  userName: string | undefined;
  /** The usual ARN of this user's device. A guess: devices may have any name. */
  likelyDevice: string | undefined;
}

/** The user who has the keys. @throws AwsMfaError `refused`, `unreachable`, or the signal's reason */
export async function whoseKeys(keyContext: KeyContext, context: Context): Promise<Identity> {
  const { base, process, keys, sts, lines } = keyContext;
  lines.forEach((line) => context.output.say('debug', line));
  const endpoint = placeName('STS', sts);
  const make = (call: AnyCall) => context.aws.getCallerIdentity({ ...call, ...sts });
  const reply = await ask({ action: 'GetCallerIdentity', endpoint, make }, keyContext, context);
  if (reply.kind === 'failure') throw explainFailure(reply, endpoint, sts.network);
  if (reply.kind === 'refusal')
    throw explainRefusal(reply, { base, process, keys, endpoint }, context.clock.now());
  if (!isArn(reply.arn)) {
    throw new AwsMfaError(
      'unusable_answer',
      `${endpoint} answered, but did not say which user has these keys.`,
      'Check the endpoint and any proxy, then try again.',
    );
  }
  return identityOf(reply.arn);
}

/** Whether a text is safe to show: ARNs are printable ASCII (AWS IAM API reference). */
export function isArn(text: string | undefined): text is string {
  return text !== undefined && /^arn:[!-~]{1,2044}$/.test(text);
}

/** @param arn `arn:aws:iam::123456789012:user/team/alice`: the path is not part of the name */
export function identityOf(arn: string): Identity {
  const [, account = '', root, userName] =
    /^(arn:[\w-]+:iam::\d{12}:)(?:(root)|user\/(?:.*\/)?([^/]+))$/.exec(arn) ?? [];
  const device = root ? 'root-account-mfa-device' : userName;
  return {
    arn,
    shown: root ? 'the root user' : (userName ?? arn),
    userName,
    likelyDevice: device && `${account}mfa/${device}`,
  };
}

/** Why IAM gave no list. */
export interface Untold {
  untold: Advice;
}

/** The serial numbers of all devices. @throws the signal's reason */
export async function devicesOf(
  userName: string,
  keyContext: KeyContext,
  context: Context,
): Promise<{ serialNumbers: string[] } | Untold> {
  const { iam } = keyContext;
  const make = (call: AnyCall) => context.aws.listMfaDevices({ ...call, ...iam, userName });
  const reply = await askIam('ListMFADevices', make, keyContext, context);
  if ('untold' in reply) return reply;
  const serialNumbers = readableDevices(reply.serialNumbers);
  return serialNumbers ? { serialNumbers } : unreadable(iam);
}

/** Every access key, with its age. @throws the signal's reason */
export async function accessKeysOf(
  userName: string,
  keyContext: KeyContext,
  context: Context,
): Promise<{ accessKeys: AccessKey[] } | Untold> {
  const { iam } = keyContext;
  const make = (call: AnyCall) => context.aws.listAccessKeys({ ...call, ...iam, userName });
  const reply = await askIam('ListAccessKeys', make, keyContext, context);
  if ('untold' in reply) return reply;
  return reply.accessKeys ? { accessKeys: reply.accessKeys } : unreadable(iam);
}

/**
 * IAM's list without what cannot be a device: the rest goes to the screen and into a file.
 * @returns undefined if nothing of it can be read
 */
function readableDevices(serialNumbers: readonly string[] | undefined): string[] | undefined {
  const readable = serialNumbers?.filter(
    (value) => isPasskey(value) || !wrongSerialNumber({ value, source: { kind: 'iam' } }),
  );
  return readable?.length === 0 && serialNumbers?.length !== 0 ? undefined : readable;
}

function unreadable(iam: Target): Untold {
  return { untold: { message: `${placeName('IAM', iam)} sent an answer that cannot be read.` } };
}

type AnyCall = Omit<SignedCall, keyof Target>;

async function askIam<Answer>(
  action: string,
  make: (call: AnyCall) => Promise<Reply<Answer>>,
  keyContext: KeyContext,
  context: Context,
): Promise<({ kind: 'answer' } & Answer) | Untold> {
  const { iam } = keyContext;
  const endpoint = placeName('IAM', iam);
  const reply = await ask({ action, endpoint, make }, keyContext, context);
  if (reply.kind === 'answer') return reply;
  if (reply.kind === 'failure') {
    const { message, hint } = explainFailure(reply, endpoint, iam.network);
    return { untold: { message, hint } };
  }
  // Any other 403 may come from a proxy.
  const message = reply.code.includes('AccessDenied')
    ? `A policy denies iam:${action}.`
    : `${endpoint} answered ${reply.code} (HTTP ${reply.status}).`;
  return { untold: { message } };
}

/** Retried if the network fails. A correction of the clock is kept for the next call. */
function ask<Answer>(
  { make, ...call }: { action: string; endpoint: string; make: (call: AnyCall) => Promise<Reply<Answer>> },
  keyContext: KeyContext,
  context: Context,
): Promise<Reply<Answer>> {
  const { keys } = keyContext;
  const signed = (clockOffset: number) => make({ keys, clockOffset, signal: context.signal });
  return withRetry({ ...call, keys, make: signed }, keyContext, context);
}
