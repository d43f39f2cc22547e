/**
 * Moves a key into a store, or back into the credentials file. What tools read is removed from one place only when they
 * can read it from the other; an error says where the key is.
 */
import { whoseKeys, type KeyContext } from '../../aws/identity.ts';
import type { Context } from '../../context.ts';
import { asMfaError, AwsMfaError, isStop, reworded } from '../../errors.ts';
import { placeText, PROCESS, type KeyPlace } from '../../login/key-place.ts';
import { profileFlag } from '../../profiles/profile.ts';
import { putEntry, readBack, removeEntry, removeQuietly } from '../../stores/keep-key.ts';
import { readCommand } from '../../stores/stores.ts';
import { shellCommand } from '../../text/shell-command.ts';
import { removeCommand, removeKeyLines, whereabouts, writeCommand, writeKeyLines } from './move-edits.ts';
import type { Move } from './move.ts';

/** @returns the move with the complete entry; @throws AwsMfaError of every kind; it says where the key is */
export async function protectKey(planned: Move, keyContext: KeyContext, context: Context): Promise<Move> {
  let move = planned;
  let isStored = false;
  try {
    const entry = await putEntry(planned.entry, planned.keys, context);
    isStored = true;
    move = { ...planned, entry };
    await readBack(entry, planned.keys, context);
    await whoseKeys(keyContext, context);
    await writeCommand(move, context);
    if (move.file === 'credentials') await removeKeyLines(move, context);
    await checkReaders(move, context);
    return move;
  } catch (error) {
    throw await notProtected(error, move, isStored, context);
  }
}

/** Reads the files as a tool would: the command, and no key that overrides it. @throws AwsMfaError `file_changed` */
async function checkReaders({ names, entry, paths }: Move, context: Context): Promise<void> {
  const config = await context.files.readFileAsSdk(paths.config, 'config');
  const credentials = await context.files.readFileAsSdk(paths.credentials, 'credentials');
  const command = readCommand(entry);
  for (const name of names) {
    const values = { ...config[name], ...credentials[name] };
    if (values[PROCESS] !== command || values['aws_access_key_id'] !== undefined)
      throw new AwsMfaError('file_changed', `Another program just changed [${name}].`);
  }
}

async function notProtected(
  thrown: unknown,
  move: Move,
  isStored: boolean,
  context: Context,
): Promise<AwsMfaError> {
  const { shownPaths, file } = move;
  const title = placeText(move);
  const at = whereabouts(move, context);
  if (at?.inFile && !at.inConfig) {
    // Also after an error of the store, which may have the entry then.
    const isGone = await removeQuietly(move.entry, context);
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

/** @returns where the key is then; @throws AwsMfaError of every kind; it says where the key is */
export async function unprotectKey(move: Move, context: Context): Promise<KeyPlace> {
  try {
    await writeKeyLines(move, context);
    await removeCommand(move, context);
  } catch (error) {
    throw notInFile(error, move, context);
  }
  await removeEntry(move.entry, context).catch((error: unknown) => {
    throw located(error, `The access key is back in ${move.shownPaths[move.file]}.`);
  });
  return { ...move, entry: undefined };
}

function notInFile(thrown: unknown, move: Move, context: Context): AwsMfaError {
  const { shownPaths, file } = move;
  const title = placeText(move);
  const at = whereabouts(move, context);
  if (at?.inFile) {
    const where = `The access key is in ${shownPaths[file]}, which tools use, and in ${title}.`;
    return located(thrown, where, `To finish:\n${again(move, '--undo')}`);
  }
  return located(thrown, `The access key is still in ${title}.`);
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
