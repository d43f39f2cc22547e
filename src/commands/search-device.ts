/** A login that knows no device finds one, if there is a terminal. */
import type { Environment } from '../domain/environment.ts';
import { configHeader } from '../domain/profiles/profile.ts';
import { ENVIRONMENT_BASE } from '../domain/profiles/resolve-base.ts';
import type { NoDevice } from '../domain/session/no-device.ts';
import type { Sourced } from '../domain/sourced.ts';
import { checkEndpoint } from '../domain/sts/sts-endpoint.ts';
import { whoseKeys, type AskAwsDeps, type KeysInHand } from './ask-aws.ts';
import { findDevice } from './find-device.ts';
import type { QuestionsDeps } from './questions.ts';

export interface SearchDeviceDeps extends AskAwsDeps, QuestionsDeps {
  environment: Environment;
}

export interface FoundDevice {
  serialNumber: Sourced<string>;
  /** Whether the person wants it kept as `mfa_serial` of the base. */
  save: boolean;
}

/**
 * @param configFile the config file as the person would write it
 * @returns nothing where there is nobody to ask
 * @throws AwsMfaError of every kind; nothing was written
 */
export async function searchDevice(
  { base, region }: Pick<NoDevice, 'base' | 'region'>,
  configFile: string,
  deps: SearchDeviceDeps,
): Promise<FoundDevice | undefined> {
  const questions = await deps.openQuestions();
  if (!questions) return undefined;
  try {
    deps.say('note', `No MFA device is known for [${base.name}]; asking AWS.`);
    const hand = keysInHand(base.name, base.keys, region, deps.environment);
    const serialNumber = await findDevice(await whoseKeys(hand, deps), hand, questions, deps);
    const header = configHeader(base.name);
    const save =
      base.name !== ENVIRONMENT_BASE &&
      (await questions.askYesNo(`Save it as mfa_serial of [${header}] in ${configFile}?`));
    return { serialNumber, save };
  } finally {
    questions.close();
  }
}

/** @throws AwsMfaError `configuration` for an endpoint that keys must not be shown to */
export function keysInHand(
  base: string,
  keys: KeysInHand['keys'],
  region: string,
  { endpoint, iamEndpoint }: Environment,
): KeysInHand {
  if (endpoint) checkEndpoint(endpoint);
  if (iamEndpoint) checkEndpoint(iamEndpoint);
  return {
    base,
    keys,
    region,
    stsEndpoint: endpoint?.value,
    iamEndpoint: iamEndpoint?.value,
    clockOffset: 0,
  };
}
