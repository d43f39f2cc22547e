/** Finds the MFA device if none is configured: asks AWS, and the person if AWS does not say or lists several. */
import type { Environment } from '../environment.ts';
import { AwsMfaError, adviceText, reworded } from '../errors.ts';
import { profileNameProblem, configHeader, profilesOf, ENVIRONMENT_BASE } from '../profiles/profile.ts';
import type { SharedFiles } from '../shared-files/section-values.ts';
import type { SharedFilePaths } from '../shared-files/read-shared-files.ts';
import type { LongTermKeys } from '../profiles/profile-kind.ts';
import type { NoDevice } from './plan-session.ts';
import { type Sourced, wholeSource, type Source } from '../source.ts';
import type { Service } from '../aws/endpoint.ts';
import { serviceTarget, endpointSources, placeName, type ServiceTarget } from '../aws/target.ts';
import { whoseKeys, type KeyContext, devicesOf } from '../aws/ask-aws.ts';
import type { SigningKeys } from '../aws/calls.ts';
import { keysOf, type KeySource } from '../aws/base-keys.ts';
import { confirmBase } from './code-question.ts';
import type { Context, Questions } from '../context.ts';
import { deviceChoices, noDeviceYet, onlyPasskeys, usableDevices } from '../aws/devices.ts';
import type { Identity } from '../aws/identity.ts';
import { wrongSerialNumber } from '../session/mfa-device.ts';
import { networkLines } from '../aws/network.ts';

/** Both files, and where they are, as the person would write it. */
export interface ReadAt {
  files: SharedFiles;
  shownPaths: SharedFilePaths;
}

export interface FoundDevice {
  serialNumber: Sourced<string>;
  /** Whether the person wants it kept as `mfa_serial` of the base. */
  save: boolean;
  /** With which AWS was asked: a process that gives them is run once. */
  keys: LongTermKeys;
}

/**
 * @param isKept whether the device may be kept
 * @returns nothing where there is nobody to ask
 * @throws AwsMfaError of every kind; nothing was written
 */
export async function searchDevice(
  { base, region }: Pick<NoDevice, 'base' | 'region'>,
  opened: ReadAt,
  isKept: boolean,
  context: Context,
): Promise<FoundDevice | undefined> {
  const questions = await context.terminal.openQuestions();
  if (!questions) return undefined;
  try {
    if (base.guessed) await confirmBase(base.name, questions);
    context.output.say('note', `No MFA device is known for [${base.name}]; asking AWS.`);
    const keys = await keysOf(base, context);
    const keyContext = keyContextOf({ ...base, keys }, region, opened, context.environment);
    const identity = await whoseKeys(keyContext, context).catch((error: unknown) => {
      throw withOtherWay(error);
    });
    const serialNumber = await findDevice(identity, keyContext, questions, context);
    const header = configHeader(base.name);
    const save =
      base.name !== ENVIRONMENT_BASE &&
      profileNameProblem(base.name) === undefined &&
      isKept &&
      (await questions.askYesNo(`Save it as mfa_serial of [${header}] in ${opened.shownPaths.config}?`));
    return { serialNumber, save, keys };
  } finally {
    questions.close();
  }
}

/** Where AWS does not even say whose keys they are, the person may know the device all the same. */
function withOtherWay(error: unknown): unknown {
  if (!(error instanceof AwsMfaError) || (error.kind !== 'refused' && error.kind !== 'unreachable'))
    return error;
  return reworded(error, { also: 'Or name the device yourself: `--serial-number ARN`' });
}

/** @throws AwsMfaError `configuration` for an endpoint that keys must not be shown to */
export function keyContextOf(
  { name, process, keys }: Pick<KeySource, 'name' | 'process'> & { keys: SigningKeys },
  region: Sourced<string>,
  { files, shownPaths }: ReadAt,
  environment: Environment,
): KeyContext {
  const profile = profilesOf(files).get(name);
  const settings = { region, profile, config: files.config, environment };
  const place = (service: Service) => serviceTarget(service, settings);
  const [sts, iam] = [place('sts'), place('iam')];
  const lines = serviceLines(region, { STS: sts, IAM: iam }, shownPaths);
  return { base: name, keys, process, sts: sts.target, iam: iam.target, lines, clockOffset: 0 };
}

/**
 * @param identity whose keys are in hand
 * @throws AwsMfaError `configuration` where there is no device that gives codes; `cancelled`
 */
export async function findDevice(
  identity: Identity,
  keyContext: KeyContext,
  questions: Questions,
  context: Context,
): Promise<Sourced<string>> {
  const told = identity.userName
    ? await devicesOf(identity.userName, keyContext, context)
    : { untold: { message: 'IAM lists the devices of users only.' } };
  if ('untold' in told) {
    const why = adviceText(told.untold);
    context.output.say('note', `AWS does not tell the MFA devices of ${identity.shown}. ${why}`);
    return askForDevice(identity, questions);
  }
  const usable = usableDevices(told.serialNumbers);
  const [first] = usable;
  if (first === undefined) {
    throw told.serialNumbers.length === 0 ? noDeviceYet(identity.shown) : onlyPasskeys(identity.shown);
  }
  const source: Source = { kind: 'iam' };
  if (usable.length === 1) {
    context.output.say('note', `The MFA device of ${identity.shown}: ${first}`);
    return { value: first, source };
  }
  const value = await questions.choose(
    `Which MFA device of ${identity.shown} gives the code?`,
    deviceChoices(told.serialNumbers),
  );
  return { value, source };
}

async function askForDevice({ likelyDevice }: Identity, questions: Questions): Promise<Sourced<string>> {
  const source: Source = { kind: 'asked', how: 'typed' };
  const complaint = (value: string) => {
    if (value === '') return 'An ARN, or the number on the back of a key fob.';
    return wrongSerialNumber({ value, source })?.message;
  };
  const question = `MFA device${likelyDevice ? ' (Enter takes the likeliest)' : ''}:`;
  return { value: await questions.askLine(question, complaint, likelyDevice), source };
}

/** Where the services are that tell whose keys these are, and what decided that: for `--debug`. */
export function serviceLines(
  region: Sourced<string>,
  services: Readonly<Record<string, ServiceTarget>>,
  paths: SharedFilePaths,
): string[] {
  const line = ([name, { target, chosen }]: [name: string, place: ServiceTarget]) =>
    [
      `${name}: ${placeName(name, target)}${endpointSources(chosen, paths)}`,
      ...networkLines(target.network, paths),
    ].join(', ');
  return [
    `region: ${region.value} (${wholeSource(region.source, paths)})`,
    ...Object.entries(services).map(line),
  ];
}
