/** Asks AWS whose the access key and the session are, how old the key is, and whether it knows the device. */
import type { AwsInput } from './aws.ts';
import { notChecked, ok, problem, warning, type Finding } from './finding.ts';
import { faultOf, type Attempt } from './profiles.ts';
import { aboutSession, type LiveSession } from './sessions.ts';
import { whoseKeys, type Identity, type KeyContext } from '../../aws/identity.ts';
import { accessKeysOf, devicesOf, type Untold } from '../../aws/ask-iam.ts';
import type { KeySource } from '../../aws/base-keys.ts';
import type { AccessKey } from '../../aws/calls.ts';
import { unknownDevice } from '../../aws/refusal-messages.ts';
import { areOtherAccounts } from '../../profiles/accounts.ts';
import { keyContextOf, type KeyedSource } from '../../login/find-device.ts';
import { ENVIRONMENT_BASE, profileFlag } from '../../profiles/profile.ts';
import { sourceName, type Sourced } from '../../source.ts';
import { entryOf } from '../../stores/stores.ts';
import { shellCommand } from '../../text/shell-command.ts';
import type { Context } from '../../context.ts';

/** Keys that AWS knows. */
interface Known {
  keyContext: KeyContext;
  identity: Identity;
}

/**
 * @param reached the STS that answered
 * @throws the signal's reason
 */
export async function examineKeys(
  input: AwsInput,
  reached: Pick<KeyContext, 'sts' | 'clockOffset'>,
  context: Context,
): Promise<Finding[]> {
  const { base, session } = input;
  if (!base) return [];
  const asking = { ...context, signal: context.aws.late() };
  const [own, ofSession] = await Promise.all([
    base.keys && identify({ ...base, keys: base.keys }, input, reached, asking),
    session && identify({ name: base.name, keys: session.keys }, input, reached, asking),
  ]);
  const unasked = base.process && `doctor does not run ${sourceName(base.process.source)}`;
  const whose = own?.error
    ? problem('keys', own.error)
    : own
      ? ok('keys', `access key of [${base.name}]`, own.value.identity.arn)
      : notChecked('keys', unasked);
  const isOthers = areOtherUsers(own?.value?.identity, ofSession?.value?.identity);
  const known = { own: own?.value, session: isOthers ? undefined : ofSession?.value };
  return [
    whose,
    ...(await iamFindings(known, unasked, input, asking)),
    ...(session && ofSession ? [sessionFinding(session, ofSession, isOthers, base.name)] : []),
  ];
}

async function identify(
  source: KeyedSource,
  input: AwsInput,
  reached: Pick<KeyContext, 'sts' | 'clockOffset'>,
  context: Context,
): Promise<Attempt<Known>> {
  const region: Sourced<string> = { value: reached.sts.region, source: { kind: 'derived', by: 'sts' } };
  try {
    const keyContext = { ...keyContextOf(source, region, input, context.environment), ...reached };
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
  if (plan) findings.push(deviceFinding(plan.serialNumber, devices, base.name, own?.identity));
  return findings;
}

/** @param devices the user's, as IAM lists them */
function deviceFinding(
  device: Sourced<string>,
  devices: { serialNumbers: readonly string[] } | Untold,
  base: string,
  user: Identity | undefined,
): Finding {
  const unknown = problem('known-device', unknownDevice(device, base));
  if ('untold' in devices) {
    const isElsewhere = areOtherAccounts(device.value, user?.arn ?? '');
    return isElsewhere ? unknown : notChecked('known-device', clause(devices));
  }
  return devices.serialNumbers.includes(device.value)
    ? ok('known-device', 'MFA device', 'AWS recognizes it')
    : unknown;
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

/** Whether both are users (or root), and not the same: the access key was replaced after the login. */
function areOtherUsers(own: Identity | undefined, ofSession: Identity | undefined): boolean {
  return Boolean(own && ofSession?.arn.includes(':iam:')) && own?.arn !== ofSession?.arn;
}

/** @param isOthers whether it is of another user than the access key of the base profile */
function sessionFinding(
  { section, login }: LiveSession,
  { value, error }: Attempt<Known>,
  isOthers: boolean,
  base: string,
): Finding {
  const hint = `Get a new one:\n${shellCommand(...login, '--force')}`;
  if (error) {
    const message = `AWS rejected the session in [${section}]: it was revoked, or its keys were changed.`;
    return problem('session-identity', error.kind === 'refused' ? { message, hint } : error);
  }
  const { arn } = value.identity;
  if (!isOthers) return ok('session-identity', aboutSession(section), arn);
  const message = `The session in [${section}] is of ${arn}, whose access key is no longer in [${base}].`;
  return problem('session-identity', { message, hint });
}
