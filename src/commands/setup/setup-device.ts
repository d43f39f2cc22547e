/** Chooses the MFA device in a setup: the known one, or another. */
import type { Profiles } from '../../profiles/profile.ts';
import type { Sections } from '../../shared-files/section-values.ts';
import { type Sourced, sourceName } from '../../source.ts';
import { findSerialNumber, wrongSerialNumber } from '../../session/mfa-device.ts';
import { whoseKeys, type Identity, type KeyContext } from '../../aws/ask-aws.ts';
import { findDevice } from '../../login/find-device.ts';
import type { Context, Questions } from '../../context.ts';

/** What is known by then. */
export interface SetupDeviceInput {
  keyContext: KeyContext;
  /** Whose keys they are, if AWS was asked already. */
  identity: Identity | undefined;
  profiles: Profiles;
  credentials: Sections;
}

/**
 * @returns the device to store; nothing where the one that is known stays
 * @throws AwsMfaError as {@link findDevice} and {@link whoseKeys} do
 */
export async function setupDevice(
  { keyContext, identity, profiles, credentials }: SetupDeviceInput,
  questions: Questions,
  context: Context,
): Promise<string | undefined> {
  const known = findSerialNumber({
    flag: undefined,
    base: profiles.get(keyContext.base),
    mfaProfile: undefined,
    credentials,
    baseName: keyContext.base,
    environment: undefined,
  });
  if (
    known &&
    isUsable(known, context) &&
    (await questions.askYesNo(`Use the device ${known.value} (${sourceName(known.source)})?`))
  )
    return undefined;
  const found = await findDevice(
    identity ?? (await whoseKeys(keyContext, context)),
    keyContext,
    questions,
    context,
  );
  return found.value;
}

function isUsable(known: Sourced<string>, context: Context): boolean {
  const wrong = wrongSerialNumber(known);
  if (wrong) context.output.say('warning', wrong.message);
  return !wrong;
}
