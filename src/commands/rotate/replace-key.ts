/**
 * Puts a new access key in the place of the old one. The old one works until AWS has accepted the new one from the file;
 * a new one that cannot be written is deleted at once.
 */
import { createKey, deleteKey, MaybeCreated, setKeyActive, type KeyOwner } from '../../aws/access-keys.ts';
import { whoseKeys, type KeyContext } from '../../aws/identity.ts';
import { lastCall, untilAnswered } from '../../aws/until-answered.ts';
import type { Context } from '../../context.ts';
import { asMfaError, AwsMfaError, isStop, reworded } from '../../errors.ts';
import { placeText, type KeyPlace } from '../../login/key-place.ts';
import { forgetOldKey, keyChanged, restoreKey, whatIsWritten, writeKey } from '../../login/write-key.ts';
import { profileFlag } from '../../profiles/profile.ts';
import type { LongTermKeys } from '../../profiles/profile-kind.ts';
import { option, shellCommand } from '../../text/shell-command.ts';
import { ending } from './key-state.ts';

export interface Replacement {
  place: KeyPlace;
  owner: KeyOwner;
  /** The long-term keys that are in the file, and where to ask AWS about them. */
  own: KeyContext;
  /** Of the user: the new key must have the same. */
  arn: string;
  /** Whether the old key is deleted instead of set inactive. */
  deletesOld: boolean;
}

/**
 * @returns the new key
 * @throws AwsMfaError of every kind; it says which keys there are, unless nothing has changed
 */
export async function replaceKey(task: Replacement, context: Context): Promise<LongTermKeys> {
  const { place, owner } = task;
  const shielded = untilAnswered(context);
  const created = await createKey(owner, shielded).catch((error: unknown) => {
    throw error instanceof MaybeCreated ? maybeCreated(error, task) : error;
  });
  await awaitKey(created, { ...task, answers: 2 }, context).catch(async (error: unknown) => {
    throw await takeBack(created, error, task, context);
  });
  // An error may come after the file was replaced: only the file tells.
  await writeKey(place, created, context).catch((error: unknown) =>
    expectWritten(created, error, task, context),
  );
  await confirmKey(created, task, context);
  const retire = task.deletesOld
    ? deleteKey(place.keys.accessKeyId, owner, shielded)
    : setKeyActive({ accessKeyId: place.keys.accessKeyId, isActive: false }, owner, shielded);
  await retire.catch((error: unknown) => {
    throw oldStaysActive(error, created.accessKeyId, task);
  });
  await forgetOldKey(place, context);
  return created;
}

/** @param error what to throw unless the new key is in the file */
async function expectWritten(
  created: LongTermKeys,
  error: unknown,
  task: Replacement,
  context: Context,
): Promise<void> {
  const written = whatIsWritten(task.place, created, context);
  if (written === 'unclear') throw oldStaysActive(error, created.accessKeyId, task, 'may be');
  if (written !== 'new') throw await takeBack(created, error, task, context);
}

/** Once the old key is inactive, only the one in the file works: AWS has to accept that very one. */
async function confirmKey(created: LongTermKeys, task: Replacement, context: Context): Promise<void> {
  const { place } = task;
  await expectWritten(created, keyChanged(place.base), task, context);
  try {
    await awaitKey(created, { ...task, answers: 1 }, context);
  } catch (error) {
    const isUnknown = error instanceof AwsMfaError && error.code === 'new_key_unknown';
    if (!isUnknown) throw oldStaysActive(error, created.accessKeyId, task);
    // AWS accepted it before, and now does not: someone may have deleted it.
    await restoreKey(place, created, context).catch((failed: unknown) => {
      throw oldStaysActive(failed, created.accessKeyId, task);
    });
    throw await takeBack(created, error, task, context);
  }
  // Another run may have written to the file while AWS was asked.
  await expectWritten(created, keyChanged(place.base), task, context);
}

/** Milliseconds for AWS to know a new key everywhere. It takes some seconds (IAM user guide, "eventual consistency"). */
const PATIENCE = 60_000;
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5_000;

/**
 * Waits until AWS accepts a key, so many times in a row.
 * @throws AwsMfaError `new_key_unknown` if it does not within a minute; `refused`, `unreachable`, the signal's reason
 */
async function awaitKey(
  keys: LongTermKeys,
  { own, arn, answers }: Replacement & { answers: number },
  context: Context,
): Promise<void> {
  let accepted = 0;
  let waited = 0;
  let isTold = false;
  for (let longer = FIRST_PAUSE; ;) {
    const isAccepted = await accepts(keys, { own, arn }, context);
    accepted = isAccepted ? accepted + 1 : 0;
    if (accepted === answers) return;
    if (waited >= PATIENCE) {
      throw new AwsMfaError(
        'new_key_unknown',
        `AWS did not accept the new access key ${ending(keys.accessKeyId)} within a minute.`,
        'Try again in a few minutes.',
      );
    }
    if (!isAccepted && !isTold) context.output.say('note', 'Waiting until AWS accepts the new access key.');
    isTold ||= !isAccepted;
    const pause = isAccepted ? FIRST_PAUSE : longer;
    if (!isAccepted) longer = Math.min(longer * 2, LONGEST_PAUSE);
    await context.clock.wait(pause);
    waited += pause;
  }
}

async function accepts(
  keys: LongTermKeys,
  { own, arn }: Pick<Replacement, 'own' | 'arn'>,
  context: Context,
): Promise<boolean> {
  const asked = { ...own, keys, lines: [] };
  try {
    const identity = await whoseKeys(asked, context);
    if (identity.arn === arn) return true;
  } catch (error) {
    if (error instanceof AwsMfaError && error.code === 'unknown_key') return false;
    throw error;
  } finally {
    own.clockOffset = asked.clockOffset;
  }
  throw new AwsMfaError(
    'unusable_answer',
    'AWS created an access key of another user.',
    'Check the endpoints of IAM and STS: they must be of the same account.',
  );
}

/** Deletes a key that is in no file, also after the run was canceled. @returns the error to end with */
async function takeBack(
  created: LongTermKeys,
  thrown: unknown,
  { place, owner }: Pick<Replacement, 'place' | 'owner'>,
  context: Context,
): Promise<AwsMfaError> {
  const error = asMfaError(thrown);
  const { accessKeyId: newId } = created;
  const isKept = whatIsWritten(place, created, context) === 'old';
  const kept = isKept ? ` [${place.base}] still has ${ending(place.keys.accessKeyId)}, which works.` : '';
  if (context.signal.aborted) context.output.say('note', 'Deleting the new access key.');
  const last = lastCall(context);
  try {
    await deleteKey(newId, owner, last);
    return reworded(error, { message: `${whatOf(error)} The new access key was deleted again.${kept}` });
  } catch (failed) {
    const why = failed instanceof AwsMfaError ? failed.message : 'AWS did not answer in time.';
    return reworded(error, {
      message: `${whatOf(error)} The new access key ${newId} is in no file, and could not be deleted: ${why}${kept}`,
      also: `To delete it:\n${deleteCommand(newId, owner)}`,
    });
  }
}

/** Nothing is deleted: a key that appeared in the meantime may be another machine's. */
function maybeCreated(error: MaybeCreated, { place }: Replacement): AwsMfaError {
  return reworded(error, {
    message: `${error.message} AWS may have created an access key whose secret is lost. [${place.base}] is unchanged.`,
    hint: `Run it again in a terminal. It finds such a key, and asks whether to delete it:\n${again(place)}`,
  });
}

/** The new key is in the file, and both work. */
function oldStaysActive(
  thrown: unknown,
  newId: string,
  { place }: Replacement,
  where: 'is' | 'may be' = 'is',
): AwsMfaError {
  const error = asMfaError(thrown);
  const old = place.keys.accessKeyId;
  // The answer to the last call may have been lost.
  const still = error.kind === 'unreachable' ? 'may still be' : 'is still';
  return reworded(error, {
    message: `${whatOf(error)} The new access key ${newId} ${where} in ${placeText(place)}. The old one, ${old}, ${still} active.`,
    also: `To set the old one inactive:\n${again(place, '--finish')}`,
  });
}

/** The error of a signal says that nothing was written. */
function whatOf({ kind, message }: AwsMfaError): string {
  return isStop(kind) ? 'Canceled.' : message;
}

function again({ base }: KeyPlace, ...options: string[]): string {
  return shellCommand('aws-mfa', 'rotate', ...options, ...profileFlag(base));
}

export function deleteCommand(accessKeyId: string, { mfaProfile }: KeyOwner): string {
  const words = ['--access-key-id', accessKeyId, ...option('--profile', mfaProfile)];
  return shellCommand('aws', 'iam', 'delete-access-key', ...words);
}
