/** Which device a user has: asked of AWS first, of the person only where AWS does not tell, or tells of several. */
import { deviceChoices, noDeviceYet, onlyPasskeys, usableDevices } from '../../domain/iam/devices.ts';
import type { Identity } from '../../domain/iam/identity.ts';
import type { Sourced } from '../../domain/sourced.ts';
import { wrongSerialNumber } from '../../domain/sts/serial-number.ts';
import { devicesOf, type AskAwsDeps, type KeysInHand } from '../aws/ask-aws.ts';
import type { Questions } from '../person/questions.ts';

/**
 * @param identity whose keys are in hand
 * @throws AwsMfaError `configuration` where there is no device that gives codes; `cancelled`
 */
export async function findDevice(
  identity: Identity,
  hand: KeysInHand,
  questions: Questions,
  deps: AskAwsDeps,
): Promise<Sourced<string>> {
  const told = identity.userName
    ? await devicesOf(identity.userName, hand, deps)
    : { untold: 'IAM lists the devices of users only.' };
  if ('untold' in told) {
    deps.say('note', `AWS does not tell the MFA devices of ${identity.shown}. ${told.untold}`);
    return askForDevice(identity, questions);
  }
  const usable = usableDevices(told.serialNumbers);
  const [first] = usable;
  if (first === undefined) {
    throw told.serialNumbers.length === 0 ? noDeviceYet(identity.shown) : onlyPasskeys(identity.shown);
  }
  const from = 'found in IAM';
  if (usable.length === 1) {
    deps.say('note', `The MFA device of ${identity.shown}: ${first}`);
    return { value: first, from };
  }
  const value = await questions.choose(
    `Which MFA device of ${identity.shown} gives the code?`,
    deviceChoices(told.serialNumbers),
  );
  return { value, from };
}

async function askForDevice({ likelyDevice }: Identity, questions: Questions): Promise<Sourced<string>> {
  const from = 'typed';
  const complaint = (value: string) => {
    if (value === '') return 'An ARN, or the number on the back of a key fob.';
    return wrongSerialNumber({ value, from })?.message;
  };
  const question = `MFA device${likelyDevice ? ' (Enter takes the likeliest)' : ''}:`;
  return { value: await questions.askLine(question, complaint, likelyDevice), from };
}
