/**
 * The safe write: changes a file of the person's so that at every moment, whatever fails and whoever else writes, it
 * is either the old one or the new one, whole.
 *
 * lock → read → edit → temporary file → verify → unchanged since? → still our turn? → rename → read again → sync the
 * folder → release. Whenever somebody came between, all of it is done again on what is there then.
 */
import { dirname } from 'node:path';
import { AwsMfaError } from '../../errors.ts';
import { checkWritable } from './check-writable.ts';
import { realFileSystem, type FileSystem } from './file-system.ts';
import { fileTrouble, isHeldOpen } from './file-trouble.ts';
import { makeFolder } from './folder-owner.ts';
import { watchForHalves, type Look } from './half-written.ts';
import { removeLeftovers } from './leftovers.ts';
import { tighten } from './privacy.ts';
import { readRegularFile, type Snapshot } from './regular-file.ts';
import { isStillThere, replaceFile } from './replace-file.ts';
import { replacementNotes } from './replacement-notes.ts';
import { syncFolder } from './sync-folder.ts';
import { takeLock } from './take-lock.ts';

export interface FileUpdate {
  /** The file as configured; a symbolic link stays one, its target is what changes. */
  path: string;
  /** Old text to new, one character a byte (latin1); undefined = no file. Pure: it is called again when need be. */
  edit: (text: string | undefined) => string;
  /** Reads the temporary file as other programs will, and rejects to stop. The one wait while the lock is held. */
  verify: (temporary: string, before: string | undefined, after: string) => Promise<void>;
  /** What the file held when the update was planned; undefined = no file, or nobody has looked. */
  seen?: string | undefined;
  /** Whether a text lacks something that an earlier one has: a neighbour may be in the middle of writing it. */
  lacks?: (text: string, earlier: string) => boolean;
  /** Stops the update up to the rename; after it, the update is done. */
  signal: AbortSignal;
}

export interface FileUpdated {
  changed: boolean;
  /** Whole sentences on what the person may want to know. */
  notes: string[];
}

/** So often is it done again; a neighbour that writes a hundred times a second leaves a gap long before. */
const MOST_ROUNDS = 100;
/** For so many rounds what may pass by itself is waited for: a file half written, a file held by a virus scanner. */
const PATIENT_ROUNDS = 10;
/** Replaced at once by a neighbour, our file is renamed there once more; a third time would be a quarrel. */
const MOST_RENAMES = 2;

/** An update under way. */
interface Job extends FileUpdate {
  /** The file itself, links followed. */
  readonly target: string;
  readonly token: string;
  readonly mayBeHalf: Look;
  renames: number;
  notes: string[];
}

/**
 * Changes a file, or leaves it as it was. An edit that changes nothing writes nothing. The file ends readable by its
 * owner only; one that is missing is made (0600), and so is its folder (0700), but no folder above that.
 *
 * @throws AwsMfaError `configuration` when it cannot be written; what `edit` and `verify` throw; the signal's reason.
 *   The file is then as it was, or as a neighbour has left it
 */
export async function updateFile(
  update: FileUpdate,
  system: FileSystem = realFileSystem,
): Promise<FileUpdated> {
  try {
    const target = checkWritable(update.path, system);
    if (makeFolder(dirname(target), system)) syncFolder(dirname(dirname(target)), system);
    const { seen, lacks = () => false } = update;
    const mayBeHalf = watchForHalves(seen, lacks, system);
    const job: Job = { ...update, target, token: system.token(), mayBeHalf, renames: 0, notes: [] };
    for (let round = 0; round < MOST_ROUNDS && job.renames < MOST_RENAMES; round++) {
      if (await inTurn(job, round < PATIENT_ROUNDS, system))
        return { changed: job.renames > 0, notes: job.notes };
      await system.wait(system.pause(), job.signal);
    }
    const message = `Another program keeps rewriting ${target}.`;
    throw new AwsMfaError('configuration', message, 'Stop it, then try again.');
  } catch (error) {
    throw fileTrouble('write', update.path, error);
  }
}

/** One round under the lock: whether all is done. Nothing that goes wrong counts once the lock is another's. */
async function inTurn(job: Job, patient: boolean, system: FileSystem): Promise<boolean> {
  const lock = await takeLock(job.target, job.token, job.signal, system);
  try {
    removeLeftovers(job.target, system);
    const before = readRegularFile(job.target, system);
    if (job.mayBeHalf(before, patient)) return false;
    const after = job.edit(before?.text);
    if (after === (before?.text ?? '')) {
      job.notes.push(...tighten(job.target, before?.stat, system));
      return true;
    }
    if (!(await replaceFile({ ...job, before, after, isOurTurn: lock.isHeld }, system))) return false;
    return concludeRename(job, before, after, system);
  } catch (error) {
    if (lock.isLost() || (patient && isHeldOpen(error))) return false;
    throw error;
  } finally {
    lock.release();
  }
}

/** What may still go wrong now is no failure any more, but for a neighbour who has already put his file over ours. */
function concludeRename(job: Job, before: Snapshot | undefined, after: string, system: FileSystem): boolean {
  job.renames += 1;
  const kept = isStillThere(job.target, after, system);
  job.notes.push(
    ...replacementNotes(job.target, before?.stat, system),
    ...syncFolder(dirname(job.target), system),
  );
  return kept;
}
