/**
 * Moves a key into a store, or back into the credentials file. What tools read is removed from one place only when they
 * can read it from the other; an error says where the key is.
 */
import { whoseKeys, type KeyContext } from '../../aws/identity.ts';
import type { Context } from '../../context.ts';
import { asMfaError, AwsMfaError, isStop, reworded } from '../../errors.ts';
import { leftCommand, placeText, PROCESS, type KeyPlace } from '../../login/key-place.ts';
import { profileFlag } from '../../profiles/profile.ts';
import { hasEntry, putEntry, readBack, removeEntry, removeQuietly } from '../../stores/keep-key.ts';
import { readCommand } from '../../stores/stores.ts';
import { shellCommand } from '../../text/shell-command.ts';
import { removeCommand, removeKeyLines, whereabouts, writeCommand, writeKeyLines } from './move-edits.ts';
import type { Move } from './move.ts';

/** @returns the move with the complete entry; @throws AwsMfaError of every kind; it says where the key is */
export async function protectKey(planned: Move, keyContext: KeyContext, context: Context): Promise<Move> {
  // First: the store may have an entry of this key already, with another secret, that must not be lost to a mistyped one.
  await whoseKeys(keyContext, context).catch((error: unknown) => {
    throw notAccepted(error, planned);
  });
  let move = planned;
  const done = { isNew: false, isStored: false };
  try {
    done.isNew = !(await hasEntry(planned.entry, context));
    const entry = await putEntry(planned.entry, planned.keys, context);
    done.isStored = true;
    move = { ...planned, entry };
    await readBack(entry, planned.keys, context);
    await writeCommand(move, context);
    if (move.file === 'credentials') await removeKeyLines(move, context);
    await checkReaders(move, context);
    return move;
  } catch (error) {
    throw await notProtected(error, move, done, context);
  }
}

/** Reads the files as a tool would: the command, and no key that overrides it. @throws AwsMfaError `file_changed` */
async function checkReaders({ names, entry, paths }: Move, context: Context): Promise<void> {
  const config = await context.files.readFileAsSdk(paths.config, 'config');
  const credentials = await context.files.readFileAsSdk(paths.credentials, 'credentials');
  const command = readCommand(entry);
  for (const name of names) {
    const values = { ...config[name], ...credentials[name] };
    if (values[PROCESS] !== command || values['aws_access_key_id'] !== undefined) throw fileChanged(name);
  }
}

/** Nothing has changed yet. */
function notAccepted(thrown: unknown, move: Move): AwsMfaError {
  const { names, shownPaths, file } = move;
  const path = shownPaths[file];
  const error = asMfaError(thrown);
  const isBeside = leftCommand({ ...move, entry: undefined }) !== undefined;
  const sections = names.map((name) => `[${name}]`).join(', ');
  const other = `This access key is also in ${placeText(move)}. To use that one, remove aws_access_key_id and aws_secret_access_key from ${sections} in ${path}.`;
  const also = isBeside && error.code === 'wrong_secret' ? other : undefined;
  return located(error, `The access key is still in ${path}.`, also);
}

/** @param done what this run has done: `isNew` if the store had no such entry before */
async function notProtected(
  thrown: unknown,
  move: Move,
  { isNew, isStored }: { isNew: boolean; isStored: boolean },
  context: Context,
): Promise<AwsMfaError> {
  const { shownPaths, file } = move;
  const title = placeText(move);
  const at = whereabouts(move, context);
  if (at?.inFile && !at.inConfig) {
    // Also after an error of the store, which may have the entry then. Another profile may use one that was there before.
    const isGone = isNew && (await removeQuietly(move.entry, context));
    const copy = isGone || !isStored ? '' : ` A copy is in ${title}.`;
    return located(thrown, `The access key is still in ${shownPaths[file]}.${copy}`);
  }
  if (at?.inFile) {
    const where = `The access key is in ${shownPaths[file]}, which tools use, and in ${title}.`;
    return located(thrown, where, `To finish:\n${again(move)}`);
  }
  if (at?.inConfig && at.isGone) return located(thrown, `The access key is in ${title}.`);
  return located(thrown, `The access key is in ${title}, and may be in ${shownPaths[file]}.`);
}

/**
 * @param hasEntry false if an interrupted run has removed the entry already
 * @returns where the key is then; @throws AwsMfaError of every kind; it says where the key is
 */
export async function unprotectKey(move: Move, hasEntry: boolean, context: Context): Promise<KeyPlace> {
  try {
    await writeKeyLines(move, context);
    if (!whereabouts(move, context)?.inFile) throw fileChanged(move.base);
    if (hasEntry) await removeEntry(move.entry, context);
    // Last: as long as it is there, the next run finds the entry.
    await removeCommand(move, context);
  } catch (error) {
    throw notUndone(error, move, context);
  }
  return { ...move, entry: undefined };
}

function fileChanged(name: string): AwsMfaError {
  return new AwsMfaError('file_changed', `Another program just changed [${name}].`);
}

function notUndone(thrown: unknown, move: Move, context: Context): AwsMfaError {
  const { shownPaths, file } = move;
  const title = placeText(move);
  const at = whereabouts(move, context);
  if (!at?.inFile) return located(thrown, `The access key is still in ${title}.`);
  const where = `The access key is back in ${shownPaths[file]}, which tools use.`;
  return located(thrown, where, at.inConfig ? `To finish:\n${again(move, '--undo')}` : undefined);
}

/** @param where what the message says at its end */
function located(thrown: unknown, where: string, also?: string): AwsMfaError {
  const error = asMfaError(thrown);
  const what = isStop(error.kind) ? 'Canceled.' : error.message;
  return reworded(error, { message: `${what} ${where}`, ...(also !== undefined && { also }) });
}

function again({ base }: Move, ...options: string[]): string {
  return shellCommand('aws-mfa', 'protect', ...options, ...profileFlag(base));
}
