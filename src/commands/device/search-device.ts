/** A login that knows no device finds one, if there is a terminal. */
import type { Environment } from '../../domain/environment.ts';
import { AwsMfaError } from '../../errors.ts';
import { unwritableName } from '../../domain/profiles/mfa-profile-name.ts';
import { configHeader, profilesOf, type SharedFiles } from '../../domain/profiles/profile.ts';
import type { SharedFilePaths } from '../../domain/profiles/shared-file-paths.ts';
import type { LongTermKeys } from '../../domain/profiles/profile-kind.ts';
import { ENVIRONMENT_BASE } from '../../domain/profiles/resolve-base.ts';
import type { NoDevice } from '../../domain/session/no-device.ts';
import type { Sourced } from '../../domain/sourced.ts';
import type { Service } from '../../domain/sts/choose-endpoint.ts';
import { serviceLines } from '../../domain/report/service-lines.ts';
import { serviceTarget } from '../../domain/sts/service-target.ts';
import { whoseKeys, type AskAwsDeps, type KeysInHand, type SigningKeys } from '../aws/ask-aws.ts';
import { keysOf, type BaseKeysDeps, type KeySource } from '../aws/base-keys.ts';
import { confirmBase } from '../person/confirm-base.ts';
import { findDevice } from './find-device.ts';
import type { QuestionsDeps } from '../person/questions.ts';

export interface SearchDeviceDeps extends AskAwsDeps, QuestionsDeps, BaseKeysDeps {}

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
  deps: SearchDeviceDeps,
): Promise<FoundDevice | undefined> {
  const questions = await deps.openQuestions();
  if (!questions) return undefined;
  try {
    if (base.guessed) await confirmBase(base.name, questions);
    deps.say('note', `No MFA device is known for [${base.name}]; asking AWS.`);
    const keys = await keysOf(base, deps);
    const hand = keysInHand(base, keys, region, opened, deps.environment);
    const identity = await whoseKeys(hand, deps).catch((error: unknown) => {
      throw withOtherWay(error);
    });
    const serialNumber = await findDevice(identity, hand, questions, deps);
    const header = configHeader(base.name);
    const save =
      base.name !== ENVIRONMENT_BASE &&
      unwritableName(base.name) === undefined &&
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
  const remedy = `${error.remedy ?? ''}\nOr name the device yourself: \`--serial-number ARN\``.trim();
  return new AwsMfaError(error.kind, error.message, remedy, error);
}

/** @throws AwsMfaError `configuration` for an endpoint that keys must not be shown to */
export function keysInHand(
  { name, process }: Pick<KeySource, 'name' | 'process'>,
  keys: SigningKeys,
  region: Sourced<string>,
  { files, shownPaths }: ReadAt,
  environment: Environment,
): KeysInHand {
  const profile = profilesOf(files).get(name);
  const place = (service: Service) => serviceTarget(service, region, profile, files.config, environment);
  const [sts, iam] = [place('sts'), place('iam')];
  const lines = serviceLines(region, { STS: sts, IAM: iam }, shownPaths);
  return { base: name, keys, process, sts: sts.target, iam: iam.target, lines, clockOffset: 0 };
}
