/** Asks AWS whose the access key and the session are, how old the key is, and whether it knows the device. */
import type { AwsInput } from './aws.ts';
import { notChecked, ok, problem, warning, type Finding } from './finding.ts';
import { faultOf, type Attempt } from './profiles.ts';
import { aboutSession } from './sessions.ts';
import {
  accessKeysOf,
  devicesOf,
  whoseKeys,
  type Identity,
  type KeyContext,
  type Untold,
} from '../../aws/ask-aws.ts';
import type { KeySource } from '../../aws/base-keys.ts';
import type { AccessKey, SigningKeys, Target } from '../../aws/calls.ts';
import { unknownDevice } from '../../aws/refusal-messages.ts';
import { accountOfArn } from '../../profiles/accounts.ts';
import { keyContextOf } from '../../login/find-device.ts';
import { ENVIRONMENT_BASE, profileFlag } from '../../profiles/profile.ts';
import { sourceName, type Sourced } from '../../source.ts';
import { entryOf } from '../../stores/stores.ts';
import { shellCommand } from '../../text/shell-command.ts';
import type { Context } from '../../context.ts';

export interface Reached {
  /** The STS that answered. */
  target: Target;
  /** Milliseconds to add to this machine's clock. */
  clockOffset: number;
}

/** Keys that AWS knows. */
interface Known {
  keyContext: KeyContext;
  identity: Identity;
}

/** @throws the signal's reason */
export async function examineKeys(input: AwsInput, reached: Reached, context: Context): Promise<Finding[]> {
  const { base, session } = input;
  if (!base) return [];
  const asking = { ...context, signal: context.aws.late() };
  const [own, ofSession] = await Promise.all([
    base.keys && identify({ ...base, keys: base.keys }, input, reached, asking),
    session && identify({ name: session.section, keys: session.keys }, input, reached, asking),
  ]);
  const findings: Finding[] = [];
  const unasked = base.process && `the doctor does not run ${sourceName(base.process.source)}`;
  if (own?.error) findings.push(problem('keys', own.error));
  else if (own) findings.push(ok('keys', `access key of [${base.name}]`, own.value.identity.arn));
  else findings.push(notChecked('keys', unasked));
  const other = areOtherUsers(own?.value?.identity, ofSession?.value?.identity);
  const known = { own: own?.value, session: other ? undefined : ofSession?.value };
  findings.push(...(await iamFindings(known, unasked, input, asking)));
  if (session && ofSession) {
    const { section, login } = session;
    const { value, error } = ofSession;
    if (value && other) findings.push(sessionOfAnother(section, login, value.identity.arn, base.name));
    else if (value) findings.push(ok('session-identity', aboutSession(section), value.identity.arn));
    else
      findings.push(
        error.kind === 'refused' ? refusedSession(section, login) : problem('session-identity', error),
      );
  }
  return findings;
}

async function identify(
  source: Pick<KeySource, 'name' | 'process'> & { keys: SigningKeys },
  input: AwsInput,
  { target, clockOffset }: Reached,
  context: Context,
): Promise<Attempt<Known>> {
  const region: Sourced<string> = { value: target.region, source: { kind: 'derived', by: 'sts' } };
  try {
    const settings = keyContextOf(source, region, input, context.environment);
    const keyContext = { ...settings, sts: target, clockOffset };
    return { value: { keyContext, identity: await whoseKeys(keyContext, context) } };
  } catch (error) {
    return { error: faultOf(error) };
  }
}

/** @param unasked why the access key could not be asked about, if AWS did not reject it */
async function iamFindings(
  { own, session }: { own: Known | undefined; session: Known | undefined },
  unasked: string | undefined,
  { base, plan }: AwsInput,
  context: Context,
): Promise<Finding[]> {
  // Prefer the session; most policies require MFA for IAM.
  const { keyContext } = session ?? own ?? {};
  const { userName } = (own ?? session)?.identity ?? {};
  if (!base || !keyContext || userName === undefined) {
    const why = keyContext ? 'only IAM users have keys and devices' : unasked;
    return [notChecked('access-key-age', why), notChecked('known-device', why)];
  }
  const [keys, devices] = await Promise.all([
    accessKeysOf(userName, keyContext, context).catch(untold),
    devicesOf(userName, keyContext, context).catch(untold),
  ]);
  const findings =
    'untold' in keys
      ? [notChecked('access-key-age', clause(keys))]
      : keyAgeFindings(keys.accessKeys, base, context.clock.now());
  if (!plan) return findings;
  if ('untold' in devices) {
    const [device, user] = [plan.serialNumber.value, own?.identity.arn ?? ''].map(
      (arn) => accountOfArn(arn).id,
    );
    return device !== undefined && user !== undefined && device !== user
      ? [...findings, problem('known-device', unknownDevice(plan.serialNumber, base.name))]
      : [...findings, notChecked('known-device', clause(devices))];
  }
  return [...findings, knownDeviceFinding(plan.serialNumber, devices.serialNumbers, base.name)];
}

/** IAM may take too long. @throws every other error */
function untold(thrown: unknown): Untold {
  faultOf(thrown);
  return { untold: { message: 'IAM did not answer in time.' } };
}

/** The reason, to be put in parentheses. */
function clause({ untold: { message } }: Untold): string {
  return message.replace(/^(A|The) /, (article) => article.toLowerCase()).replace(/\.$/, '');
}

/** Days after which AWS recommends replacing a key. */
const OLD = 90;
const DAY = 86_400_000;

/** @param listed every access key of the user; if a command gives the base profile's, it may be any of them */
export function keyAgeFindings(
  listed: readonly AccessKey[],
  { name, keys, process }: Pick<KeySource, 'name' | 'keys' | 'process'>,
  now: Date,
): Finding[] {
  const entry = process && entryOf(process.value);
  const ownId = keys?.accessKeyId ?? entry?.accessKeyId;
  const found = listed
    .filter(({ id }) => ownId === undefined || id === ownId)
    .flatMap(({ id, created }) =>
      created ? [{ ending: id.slice(-4), days: daysBetween(created, now) }] : [],
    );
  const old = found.filter(({ days }) => days > OLD);
  if (old.length > 0) {
    const canRotate = entry !== undefined || (!process && name !== ENVIRONMENT_BASE);
    const hint = canRotate
      ? `To replace it:\n${shellCommand('aws-mfa', 'rotate', ...profileFlag(name))}`
      : `Create a new one in the IAM console ("Security credentials"), store it where the old one is, then delete the old one.`;
    return old.map(({ ending, days }) => {
      const message = `The access key …${ending} is ${days} days old; AWS recommends replacing keys after ${OLD} days.`;
      return warning('access-key-age', { message, hint });
    });
  }
  const [youngest] = found;
  const age = youngest ? `created ${daysAgo(youngest.days)}` : 'age unknown';
  return [ok('access-key-age', `access key of [${name}]`, age)];
}

function daysBetween(from: Date, to: Date): number {
  return Math.max(0, Math.floor((to.getTime() - from.getTime()) / DAY));
}

function daysAgo(days: number): string {
  if (days === 0) return 'today';
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** @param serialNumbers of the user's devices, as IAM lists them */
export function knownDeviceFinding(
  device: Sourced<string>,
  serialNumbers: readonly string[],
  base: string,
): Finding {
  return serialNumbers.includes(device.value)
    ? ok('known-device', 'MFA device', 'AWS recognizes it')
    : problem('known-device', unknownDevice(device, base));
}

/** Whether both are users (or root), and not the same: the access key was replaced after the login. */
function areOtherUsers(own: Identity | undefined, ofSession: Identity | undefined): boolean {
  return Boolean(own && ofSession?.arn.includes(':iam:')) && own?.arn !== ofSession?.arn;
}

function sessionOfAnother(section: string, login: readonly string[], arn: string, base: string): Finding {
  return problem('session-identity', {
    message: `The session in [${section}] is of ${arn}, whose access key is no longer in [${base}].`,
    hint: `Get a new one:\n${shellCommand(...login, '--force')}`,
  });
}

/** @param login the words of the command that renews it */
export function refusedSession(section: string, login: readonly string[]): Finding {
  return problem('session-identity', {
    message: `AWS rejected the session in [${section}]: it was revoked, or its keys were changed.`,
    hint: `Get a new one:\n${shellCommand(...login, '--force')}`,
  });
}
