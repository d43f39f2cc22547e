/**
 * Finds the MFA device if none is configured: asks IAM, and the user if IAM does not say or lists several.
 */
import type { Environment } from '../environment.ts';
import { AwsMfaError, adviceText, reworded } from '../errors.ts';
import {
  profileNameProblem,
  configHeader,
  profilesOf,
  settingOf,
  ENVIRONMENT_BASE,
  profileFlag,
} from '../profiles/profile.ts';
import type { OpenedFiles, SharedFilePaths } from '../shared-files/read-shared-files.ts';
import type { LongTermKeys } from '../profiles/profile-kind.ts';
import type { NoDevice } from './plan-session.ts';
import { type Sourced, wholeSource } from '../source.ts';
import { chooseTarget, endpointSources, placeName, targetOf, type ChosenTarget } from '../aws/endpoint.ts';
import { whoseKeys, type Identity, type KeyContext } from '../aws/identity.ts';
import { devicesOf } from '../aws/ask-iam.ts';
import type { SigningKeys } from '../aws/calls.ts';
import { keysOf, type KeySource } from '../aws/base-keys.ts';
import { confirmBase } from './obtain-session.ts';
import type { Context, Questions, Choice } from '../context.ts';
import { wrongSerialNumber, isPasskey } from '../session/mfa-device.ts';
import { chooseRegion } from '../profiles/regions.ts';
import { networkLines } from '../aws/network.ts';
import { shellCommand } from '../text/shell-command.ts';

export interface FoundDevice {
  serialNumber: Sourced<string>;
  /** Whether the user wants it saved as `mfa_serial` of the base profile. */
  save: boolean;
  /** The keys that IAM was asked with; a `credential_process` runs only once. */
  keys: LongTermKeys;
}

/**
 * @param maySave whether to offer to save the device
 * @returns undefined if there is no terminal
 * @throws AwsMfaError of every kind; nothing was written
 */
export async function searchDevice(
  { base, region }: Pick<NoDevice, 'base' | 'region'>,
  opened: OpenedFiles,
  maySave: boolean,
  context: Context,
): Promise<FoundDevice | undefined> {
  const questions = await context.terminal.openQuestions();
  if (!questions) return undefined;
  try {
    if (base.guessed) await confirmBase(base.name, questions);
    context.output.say('note', `No MFA device is configured for [${base.name}]. Asking AWS.`);
    const keys = await keysOf(base, context);
    const keyContext = keyContextOf({ ...base, keys }, region, opened, context.environment);
    const identity = await whoseKeys(keyContext, context).catch((error: unknown) => {
      throw withSerialNumberHint(error);
    });
    const serialNumber = await findDevice(identity, keyContext, questions, context);
    const isWritable = base.name !== ENVIRONMENT_BASE && profileNameProblem(base.name) === undefined;
    const header = configHeader(base.name, profilesOf(opened.files));
    const question = `Save it as mfa_serial of [${header}] in ${opened.shownPaths.config}?`;
    return { serialNumber, save: maySave && isWritable && (await questions.askYesNo(question)), keys };
  } finally {
    questions.close();
  }
}

/** Even if AWS does not say whose keys they are, the user may know the device. */
function withSerialNumberHint(error: unknown): unknown {
  return error instanceof AwsMfaError && (error.kind === 'refused' || error.kind === 'unreachable')
    ? reworded(error, { also: 'Or specify the device: `--serial-number ARN`' })
    : error;
}

/** Keys that are known, and where they come from. */
export type KeyedSource = Pick<KeySource, 'name' | 'process'> & { keys: SigningKeys };

/** @throws AwsMfaError `configuration` for an endpoint that must not see the keys */
export function keyContextOf(
  { name, process, keys }: KeyedSource,
  region: Sourced<string>,
  { files, shownPaths }: OpenedFiles,
  environment: Environment,
): KeyContext {
  const profile = profilesOf(files).get(name);
  const settings = { region, profile, config: files.config, environment };
  const [sts, iam] = [chooseTarget('sts', settings), chooseTarget('iam', settings)];
  const lines = [
    `region: ${region.value} (${wholeSource(region.source, shownPaths)})`,
    serviceLine('STS', sts, shownPaths),
    serviceLine('IAM', iam, shownPaths),
  ];
  return { base: name, keys, process, sts: targetOf(sts), iam: targetOf(iam), lines, clockOffset: 0 };
}

/** Where a service is asked, and the settings that decided: for `--debug`. */
function serviceLine(service: string, chosen: ChosenTarget, paths: SharedFilePaths): string {
  const where = `${placeName(service, targetOf(chosen))}${endpointSources(chosen, paths)}`;
  return [`${service}: ${where}`, ...networkLines(chosen.network, paths)].join(', ');
}

/** The same for a base profile without a plan: in its own region, unless `--region` names another one. */
export function ownKeyContext(
  source: KeyedSource,
  flag: Sourced<string> | undefined,
  opened: OpenedFiles,
  { environment, output }: Context,
): KeyContext {
  const profile = profilesOf(opened.files).get(source.name);
  const settings = [environment.region, settingOf(profile, 'region')];
  // A device that is configured already tells the partition, whatever became of it.
  const arn = settingOf(profile, 'mfa_serial')?.value ?? '';
  const { region, note } = chooseRegion(flag, settings, arn);
  if (note !== undefined) output.say('note', note);
  return keyContextOf(source, region, opened, environment);
}

/**
 * @param identity whose keys they are
 * @throws AwsMfaError `configuration` if none of the user's devices generates codes; `cancelled`
 */
export async function findDevice(
  identity: Identity,
  keyContext: KeyContext,
  questions: Questions,
  context: Context,
): Promise<Sourced<string>> {
  const told = identity.userName
    ? await devicesOf(identity.userName, keyContext, context)
    : { untold: { message: 'IAM lists devices only for users.' } };
  if ('untold' in told) {
    const why = adviceText(told.untold);
    context.output.say('note', `AWS did not list the MFA devices of ${identity.shown}. ${why}`);
    return askForDevice(identity, questions);
  }
  const [first, ...others] = usableDevices(told.serialNumbers);
  if (first === undefined)
    throw (told.serialNumbers.length === 0 ? noDeviceYet : onlyPasskeys)(identity.shown, keyContext.base);
  if (others.length === 0) {
    context.output.say('note', `MFA device of ${identity.shown}: ${first}`);
    return { value: first, source: { kind: 'iam' } };
  }
  const value = await questions.choose(
    `Which MFA device of ${identity.shown} do you want to use?`,
    deviceChoices(told.serialNumbers),
  );
  return { value, source: { kind: 'iam' } };
}

async function askForDevice({ likelyDevice }: Identity, questions: Questions): Promise<Sourced<string>> {
  const typed = (value: string): Sourced<string> => ({ value, source: { kind: 'asked', how: 'typed' } });
  const check = (value: string) =>
    value === ''
      ? 'Enter an ARN, or the serial number on the back of a hardware token.'
      : wrongSerialNumber(typed(value))?.message;
  const question = `MFA device${likelyDevice ? ' (Enter accepts the suggestion)' : ''}:`;
  return typed(await questions.askLine(question, check, { usual: likelyDevice }));
}

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
