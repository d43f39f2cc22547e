/** Creates an MFA device under a name that is free, assigns it, and deletes it again if that does not succeed. */
import { devicesOf, type IamUser } from '../../aws/ask-iam.ts';
import { answerDespiteStop, lastCall } from '../../aws/until-answered.ts';
import {
  createVirtualDevice,
  deleteVirtualDevice,
  enableDevice,
  type Creation,
  type VirtualDevice,
} from '../../aws/virtual-devices.ts';
import type { Context } from '../../context.ts';
import { asMfaError, AwsMfaError, isStop, reworded } from '../../errors.ts';
import { profileFlag } from '../../profiles/profile.ts';
import { option, shellCommand } from '../../text/shell-command.ts';

export interface Enrollment extends IamUser {
  /** `arn:aws:iam::123456789012:mfa/` */
  arnStart: string;
  /** `--name`; undefined for the name of the user, as older policies require it. */
  name: string | undefined;
}

/** How many names are tried: a device that was never assigned keeps its name, and the user may not delete it. */
const NAMES = 9;

/**
 * Creates a device, and assigns it once AWS has accepted two codes of it.
 * @param askCodes @param news what happened before, if anything did
 * @returns its serial number
 * @throws AwsMfaError of every kind; it says what became of the device
 */
export async function newDevice(
  enrollment: Enrollment,
  askCodes: (device: VirtualDevice, news: string) => Promise<[string, string]>,
  context: Context,
): Promise<string> {
  const device = await create(enrollment, context);
  const { serialNumber } = device;
  try {
    for (let news: string | undefined = ''; news !== undefined;) {
      const codes = await askCodes(device, news);
      news = await enable({ serialNumber, codes }, enrollment, context);
    }
    return serialNumber;
  } catch (error) {
    throw error instanceof MaybeAssigned
      ? error.reason
      : await takeBack(serialNumber, error, enrollment, context);
  }
}

const REJECTED =
  'AWS rejected the codes. They must be two codes in a row, and the clock of the phone must be right. Try again.';

const WITH_NEW_CODES = 'Try again with new codes, or cancel with Ctrl-C.';

async function create(enrollment: Enrollment, context: Context): Promise<VirtualDevice> {
  const { name, userName } = enrollment;
  const names = name === undefined ? namesFor(userName) : [name];
  for (const each of names) {
    const creation: Creation = (await answerDespiteStop(
      (persistent) => createVirtualDevice(each, enrollment, persistent),
      NOTHING_LEFT,
      context,
    ).catch((error: unknown) => {
      throw each === userName ? error : onlyThatName(error, names[0] ?? each, enrollment);
    })) ?? { kind: 'unclear', error: canceled(context), serialNumber: undefined };
    if (creation.kind === 'created') return creation.device;
    if (creation.kind === 'unclear') throw await maybeCreated(creation, each, enrollment, context);
  }
  throw nameTaken(names, enrollment);
}

const NOTHING_LEFT = 'so that no device is left behind';

/** The error if AWS does not answer after Ctrl-C either. */
function canceled({ signal }: Context): AwsMfaError {
  return reworded(asMfaError(signal.reason), { message: 'Canceled.' });
}

function namesFor(userName: string): string[] {
  return Array.from({ length: NAMES }, (_, nth) => (nth === 0 ? userName : `${userName}-${nth + 1}`));
}

/** AWS' older policy allows no name but that of the user. */
function onlyThatName(error: unknown, usual: string, enrollment: Enrollment): unknown {
  if (!(error instanceof AwsMfaError) || error.code !== 'access_denied') return error;
  const { userName, arnStart, name } = enrollment;
  if (name !== undefined) {
    const also = `A policy may allow only a device with the name of the user:\n${again(enrollment)}`;
    return reworded(error, { also });
  }
  return reworded(error, {
    message: `The name "${usual}" is taken by another MFA device, and a policy denies ${userName} any other name.`,
    hint: `If that device belongs to no user, an administrator can delete it:\n${deleteCommand(arnStart + usual, [])}`,
  });
}

function nameTaken(names: readonly string[], enrollment: Enrollment): AwsMfaError {
  const [first = '', last = first] = [names[0], names.at(-1)];
  const others =
    names.length === 1
      ? `another MFA device with the name "${first}"`
      : `MFA devices with the names "${first}" to "${last}"`;
  return new AwsMfaError(
    'device_name_taken',
    `The account already has ${others}.`,
    `Choose another name:\n${again(enrollment, '--name', 'NAME')}`,
  );
}

/**
 * Without an answer, nothing is deleted: a device of this name that nobody has may be another one, prepared by an
 * administrator.
 */
async function maybeCreated(
  { error, serialNumber }: { error: AwsMfaError; serialNumber: string | undefined },
  name: string,
  enrollment: Enrollment,
  context: Context,
): Promise<AwsMfaError> {
  if (serialNumber !== undefined) return takeBack(serialNumber, error, enrollment, context);
  const arn = enrollment.arnStart + name;
  return reworded(error, {
    message: `${error.message} AWS may have created the MFA device ${arn}, which nobody can use.`,
    also: `To delete it:\n${deleteCommand(arn, profileFlag(enrollment.keyContext.base))}`,
  });
}

/** The error of a call after which the device may be the user's, so that it must not be deleted. */
class MaybeAssigned extends Error {
  constructor(readonly reason: AwsMfaError) {
    super();
  }
}

/** @returns what to tell the user, who is asked again; undefined once the device is assigned */
async function enable(
  task: { serialNumber: string; codes: readonly [string, string] },
  enrollment: Enrollment,
  context: Context,
): Promise<string | undefined> {
  const call = (persistent: Context) => enableDevice(task, enrollment, persistent);
  const unclear = (error: AwsMfaError) =>
    new MaybeAssigned(maybeAssigned(error, task.serialNumber, enrollment));
  try {
    const isAssigned = await answerDespiteStop(call, NOTHING_LEFT, context);
    if (isAssigned === undefined) throw unclear(canceled(context));
    return isAssigned ? undefined : REJECTED;
  } catch (error) {
    if (!(error instanceof AwsMfaError) || error.kind !== 'unreachable') throw error;
    const { userName, keyContext } = enrollment;
    const told = await devicesOf(userName, keyContext, lastCall(context)).catch(() => undefined);
    if (!told || 'untold' in told) throw unclear(error);
    // The app has the key by now: a busy AWS is no reason to begin anew.
    return told.serialNumbers.includes(task.serialNumber) ? undefined : `${error.message} ${WITH_NEW_CODES}`;
  }
}

function maybeAssigned(
  error: AwsMfaError,
  serialNumber: string,
  { userName, keyContext }: Enrollment,
): AwsMfaError {
  const flag = profileFlag(keyContext.base);
  return reworded(error, {
    message: `${error.message} AWS may have assigned the MFA device ${serialNumber} to ${userName}.`,
    also: `If it did, save it:\n${shellCommand('aws-mfa', 'setup', ...flag)}\nIf it did not, delete it:\n${deleteCommand(serialNumber, flag)}`,
  });
}

/** Deletes a device that belongs to no user, also after the run was canceled. @returns the error to end with */
async function takeBack(
  serialNumber: string,
  thrown: unknown,
  enrollment: Enrollment,
  context: Context,
): Promise<AwsMfaError> {
  const error = asMfaError(thrown);
  const what = isStop(error.kind) && error.code !== 'left_alone' ? 'Canceled.' : error.message;
  try {
    await deleteVirtualDevice(serialNumber, enrollment, lastCall(context));
    return reworded(error, { message: `${what} The new MFA device was deleted again.`, also: FORGET });
  } catch (failed) {
    const why = failed instanceof AwsMfaError ? failed.message : 'AWS did not answer in time.';
    const command = deleteCommand(serialNumber, profileFlag(enrollment.keyContext.base));
    return reworded(error, {
      message: `${what} The MFA device ${serialNumber} belongs to no user, and could not be deleted: ${why}`,
      also: `To delete it, as a user who is allowed to:\n${command}\n${FORGET}`,
    });
  }
}

const FORGET = 'If you have added its key to an app, remove it there.';

function deleteCommand(serialNumber: string, flag: readonly string[]): string {
  const words = option('--serial-number', serialNumber);
  return shellCommand('aws', 'iam', 'delete-virtual-mfa-device', ...words, ...flag);
}

function again({ keyContext }: Enrollment, ...options: string[]): string {
  return shellCommand('aws-mfa', 'enroll', ...options, ...profileFlag(keyContext.base));
}
