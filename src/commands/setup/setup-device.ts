/** Chooses the MFA device in a setup: the known one, or another. */
import type { Identity } from '../../aws/identity.ts';
import type { Profiles } from '../../profiles/profile.ts';
import type { SharedFiles } from '../../shared-files/section-values.ts';
import { type Sourced, sourceName } from '../../source.ts';
import { findSerialNumber, wrongSerialNumber } from '../../session/serial-number.ts';
import { whoseKeys, type AskAwsDeps, type KeysInHand } from '../../aws/ask-aws.ts';
import { findDevice } from '../../login/find-device.ts';
import type { Questions } from '../../context.ts';

/**
 * @param identity whose keys they are, where AWS was asked already
 * @returns the device to store; nothing where the one that is known stays
 * @throws AwsMfaError as {@link findDevice} and {@link whoseKeys} do
 */
export async function setupDevice(
  hand: KeysInHand,
  identity: Identity | undefined,
  { credentials }: SharedFiles,
  profiles: Profiles,
  questions: Questions,
  deps: AskAwsDeps,
): Promise<string | undefined> {
  const known = findSerialNumber({
    flag: undefined,
    base: profiles.get(hand.base),
    mfaProfile: undefined,
    credentials,
    baseName: hand.base,
    environment: undefined,
  });
  if (
    known &&
    isUsable(known, deps) &&
    (await questions.askYesNo(`Use the device ${known.value} (${sourceName(known.source)})?`))
  )
    return undefined;
  const found = await findDevice(identity ?? (await whoseKeys(hand, deps)), hand, questions, deps);
  return found.value;
}

function isUsable(known: Sourced<string>, deps: AskAwsDeps): boolean {
  const wrong = wrongSerialNumber(known);
  if (wrong) deps.say('warning', wrong.message);
  return !wrong;
}
