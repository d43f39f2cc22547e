/**
 * The safe write: whatever fails and whatever other programs write, the file is always either the old or the new one,
 * complete. A file that another program has only half written is never replaced.
 */
import { dirname } from 'node:path';
import { AwsMfaError } from '../../errors.ts';
import { checkWritable } from './probe-write.ts';
import { realFileSystem, type FileSystem, fileError, partMissing, waitingIfHeldOpen } from './file-system.ts';
import { makeFolder, tighten } from './ownership.ts';
import {
  lockPath,
  removeLeftovers,
  isStillThere,
  replaceFile,
  replacementNotes,
  syncFolder,
} from './replace-file.ts';
import { readRegularFile, type Snapshot } from './read-file.ts';
import { takeLock } from './file-lock.ts';

export interface FileUpdate {
  /** The file as configured; a symbolic link stays one, its target is what changes. */
  path: string;
  /** Old text to new, one character a byte (latin1); undefined = no file. Pure: it may be called again. */
  edit: (text: string | undefined) => string;
  /** Reads the temporary file as other programs will, and rejects to stop. Called while the lock is held. */
  verify: (temporary: string, before: string | undefined, after: string) => Promise<void>;
  /** What the file held when this run first read it; empty if there was no file. */
  seen?: string;
  /** Names what an earlier text has and this one lacks: then the file is not replaced. Undefined = nothing. */
  lostPart?: (text: string, earlier: string) => string | undefined;
  /** Stops the update up to the rename; after it, the update is done. */
  signal: AbortSignal;
}

/** A program that writes a hundred times a second leaves a gap long before. */
const MOST_ROUNDS = 100;
/** If another program replaces our file at once, it is written once more. */
const MOST_RENAMES = 2;

/** Why a round has to be done again, if it has to. */
type Outcome = 'done' | 'half-written' | 'overtaken' | 'lock lost';

/** An update under way. */
interface Job extends FileUpdate {
  /** The file itself, links followed. */
  readonly target: string;
  /** The file as it was when nothing was missing from it. */
  whole: string;
  /** Milliseconds spent waiting for a file that may be half written. */
  waited: number;
  renames: number;
  notes: string[];
}

/**
 * Changes a file, or leaves it as it was. An edit that changes nothing writes nothing. The file ends readable by its
 * owner only. A missing file is made (0600), and so is its folder (0700), but not the parent of that.
 *
 * lock → remove leftovers → read → edit → temporary file → verify → still our turn? → unchanged since? → rename → read
 * again → release → sync the folder. If another program came between, all of it is done again on what is there then.
 *
 * @returns notes for the user in whole sentences
 * @throws AwsMfaError `configuration`; what `edit` and `verify` throw; the signal's reason. The file is then as it was,
 *   or as another program has left it
 */
export async function updateFile(update: FileUpdate, system: FileSystem = realFileSystem): Promise<string[]> {
  try {
    const target = checkWritable(update.path, system);
    if (makeFolder(dirname(target), system)) await syncFolder(dirname(dirname(target)), system);
    const job: Job = { ...update, target, whole: update.seen ?? '', waited: 0, renames: 0, notes: [] };
    await untilDone(job, system);
    // The next writer need not wait for this.
    if (job.renames > 0) job.notes.push(...(await syncFolder(dirname(target), system)));
    return job.notes;
  } catch (error) {
    throw fileError('write', update.path, error, system);
  }
}

async function untilDone(job: Job, system: FileSystem): Promise<void> {
  const waitIfHeldOpen = waitingIfHeldOpen(job.signal, system);
  let outcome: Outcome = 'overtaken';
  for (let round = 0; round < MOST_ROUNDS && job.renames < MOST_RENAMES;) {
    try {
      outcome = await underLock(job, system);
    } catch (error) {
      await waitIfHeldOpen(error);
      continue;
    }
    if (outcome === 'done') return;
    const pause = system.pause();
    await system.wait(pause, job.signal);
    if (outcome === 'half-written') job.waited += pause;
    else round += 1;
  }
  if (outcome === 'lock lost')
    throw new AwsMfaError(
      'file_busy',
      `Another program keeps removing the lock ${lockPath(job.target)}.`,
      'Stop what removes files there, such as a cleanup job, then try again.',
    );
  const message = `Another program keeps rewriting ${job.target}.`;
  throw new AwsMfaError('file_busy', message, 'Stop it, then try again.');
}

/** One round under the lock. No error counts once the lock is lost. */
async function underLock(job: Job, system: FileSystem): Promise<Outcome> {
  const lock = await takeLock(job.target, job.signal, system);
  try {
    removeLeftovers(job.target, system);
    const before = readRegularFile(job.target, system);
    if (isHalfWritten(job, before, lock.createdAt)) return 'half-written';
    const after = job.edit(before?.text);
    if (after === (before?.text ?? '')) {
      job.notes.push(...tighten(job.target, before?.stat, system));
      return 'done';
    }
    if (!(await replaceFile({ ...job, before, after, isOurTurn: lock.isHeld }, system)))
      return lock.isLost() ? 'lock lost' : 'overtaken';
    // From here on nothing is a failure, unless another program has already replaced the file again.
    job.renames += 1;
    const kept = isStillThere(job.target, after, system);
    job.notes.push(...replacementNotes(job.target, before?.stat, system));
    return kept ? 'done' : 'overtaken';
  } catch (error) {
    if (lock.isLost()) return 'lock lost';
    throw error;
  } finally {
    lock.release();
  }
}

/** A file changed more recently is read again before it is replaced, in milliseconds. */
const REST = 100;
/** How long a file that is missing something is waited for, in milliseconds. */
const TIMEOUT_MS = 10_000;

/**
 * Programs that take no lock (`aws configure set`, an editor, `gpg -d … > file`) empty the file and then write it
 * again, a moment or a minute later. If it were replaced in between, what they have not written yet would be lost. So a
 * file is never replaced while anything is missing that it held when this run read it, however old it looks. What is
 * being added cannot be missed; for that the file must have rested for a moment.
 *
 * @param file undefined if there is none
 * @param now by the clock of its own file system, in milliseconds
 * @returns whether the file must be read again before it is replaced
 * @throws AwsMfaError `file_changed` if something is still missing after {@link TIMEOUT_MS}
 */
export function isHalfWritten(
  job: Pick<Job, 'target' | 'whole' | 'waited' | 'lostPart'>,
  file: Snapshot | undefined,
  now: number,
): boolean {
  const text = file?.text ?? '';
  const lost = job.lostPart?.(text, job.whole);
  if (lost === undefined) {
    job.whole = text;
    return file !== undefined && job.waited < REST && Math.abs(now - file.stat.mtimeMs) < REST;
  }
  if (job.waited < TIMEOUT_MS) return true;
  throw partMissing(lost, job.target);
}
