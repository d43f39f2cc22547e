/**
 * A lock file beside the file, so that writers take turns. It is created exclusively and holds a token that says whose
 * it is.
 */
import type { Stats } from 'node:fs';
import { type FileSystem, hasCode, fileError, isHeldOpen, waitingIfHeldOpen } from './file-system.ts';
import { AwsMfaError } from '../../errors.ts';
import { lockPath, removeIfThere, removeQuietly } from './replace-file.ts';
import { readRegularFile, withOpenFile, kindOf } from './read-file.ts';
import { shellCommand } from '../../text/shell-command.ts';

/** How often a live owner shows that it is alive, in milliseconds. */
const BEAT = 500;
/** The lock of an owner that has not done so for this long may be removed, in milliseconds. */
const STALE = 3_000;
/** How long a waiter waits for one and the same live owner, in milliseconds. */
const GIVE_UP = 300_000;
/** When a waiter tells the user, in milliseconds. */
const TELL = 2_000;

export interface FileLock {
  /** When the lock was created, in milliseconds by the clock of its file system. */
  createdAt: number;
  /** Whether the lock is certainly ours; false if it cannot be read. @throws the error of {@link isHeldOpen} */
  isHeld: () => boolean;
  /** Whether the lock is certainly no longer ours. */
  isLost: () => boolean;
  /** Removes the lock unless it is another's by now; never throws. */
  release: () => void;
}

/**
 * Waits for its turn to write a file, as long as others take turns too. Time is the sum of the pauses: a machine that
 * was asleep has not watched the lock, process IDs mean nothing across containers, nor file times across hosts.
 *
 * The owner of a lock shows that it is alive: a timer moves the lock's modification time forward, also while the disk
 * is busy. An owner that was killed or stopped (Ctrl-Z, a laptop asleep) cannot do that, and any waiter may then remove
 * its lock. An owner that continues after that, or that lost its lock to a waiter who meant its predecessor's, must not
 * write.
 *
 * Two rules ensure this, whatever the timing; docs/internals/write-protocol.pml is a model of them. First, an owner
 * looks for its own token after its temporary file is complete, and before it renames it (`isHeld`). Second, each new
 * owner removes all temporary files of others before it reads the file (`removeLeftovers`). So either the former
 * owner's rename came first, and its result is read; or it fails, because its temporary file is gone. A removed lock
 * never comes back, since each lock has a token of its own.
 *
 * @param path the file itself, links followed
 * @param onWait called once if it has to wait for two seconds
 * @throws AwsMfaError `configuration` if one live owner keeps the lock for {@link GIVE_UP}, if something else has the
 *   lock's name, or if a system call fails; the signal's reason when it aborts
 */
export async function takeLock(
  path: string,
  signal: AbortSignal,
  system: FileSystem,
  onWait?: () => void,
): Promise<FileLock> {
  const lock = lockPath(path);
  try {
    return await waitForTurn(lock, signal, { system, onWait });
  } catch (error) {
    signal.throwIfAborted();
    throw lockError(lock, error, system);
  }
}

async function waitForTurn(
  lock: string,
  signal: AbortSignal,
  { system, onWait }: { system: FileSystem; onWait: (() => void) | undefined },
): Promise<FileLock> {
  // Never used for a lock before.
  const token = system.token();
  let [lastOwner, lastBeat]: [string?, number?] = [];
  let held = 0;
  let silent = 0;
  let waited = 0;
  let waitIfHeldOpen = waitingIfHeldOpen(signal, system);
  for (;;) {
    signal.throwIfAborted();
    try {
      const createdAt = create(lock, token, system);
      if (createdAt !== undefined) return heldLock(lock, token, createdAt, system);
      const file = readRegularFile(lock, system);
      // By the inode, two locks differ even while one is still empty because its owner has just begun.
      const owner = file && `${file.stat.ino} ${file.text}`;
      const beat = file?.stat.mtimeMs;
      if (owner !== lastOwner) held = silent = 0;
      if (beat !== lastBeat) silent = 0;
      [lastOwner, lastBeat] = [owner, beat];
      if (held >= GIVE_UP) throw stillRunning(lock);
      if (silent >= STALE) {
        // May hit the lock of a waiter who was quicker; see above why that does no harm.
        removeIfThere(lock, system);
        silent = 0;
        continue;
      }
    } catch (error) {
      await waitIfHeldOpen(error);
      continue;
    }
    const pause = system.pause();
    await system.wait(pause, signal);
    if (waited < TELL && waited + pause >= TELL) onWait?.();
    waited += pause;
    [held, silent] = [held + pause, silent + pause];
    waitIfHeldOpen = waitingIfHeldOpen(signal, system);
  }
}

function stillRunning(lock: string): AwsMfaError {
  return new AwsMfaError(
    'file_busy',
    `Another aws-mfa has held the lock ${lock} for ${GIVE_UP / 60_000} minutes and is still running.`,
    'Wait for it or stop it, then try again.',
  );
}

/** @returns when the lock was created, by the clock of its file system; undefined if there is one already */
function create(lock: string, token: string, system: FileSystem): number | undefined {
  let created = false as boolean;
  try {
    // Others may read it, there is no secret in it: a lock that root left is then judged like any other.
    return withOpenFile({ path: lock, flags: 'wx', mode: 0o644 }, system, (descriptor) => {
      created = true;
      system.writeSync(descriptor, token);
      return system.fstatSync(descriptor).mtimeMs;
    });
  } catch (error) {
    if (created) removeQuietly(lock, system);
    if (hasCode(error, 'EEXIST')) return undefined;
    throw error;
  }
}

function heldLock(lock: string, token: string, createdAt: number, system: FileSystem): FileLock {
  const stopBeating = showLife(lock, createdAt, system);
  const isOurs = () => readRegularFile(lock, system)?.text === token;
  const isLost = () => {
    try {
      return !isOurs();
    } catch {
      return false;
    }
  };
  return {
    createdAt,
    isHeld: () => {
      try {
        return isOurs();
      } catch (error) {
        if (isHeldOpen(error, system)) throw error;
        return false;
      }
    },
    isLost,
    // Removing another's by mistake does less harm than leaving ours: its owner notices, and begins again.
    release: () => {
      stopBeating();
      if (!isLost()) removeQuietly(lock, system);
    },
  };
}

/**
 * Counts the beats from the time that the file system gave the lock, so that each differs from the one before, whatever
 * the clock of this machine does. If the lock is another's by now, an extra beat does no harm.
 */
function showLife(lock: string, createdAt: number, system: FileSystem): () => void {
  let beat = createdAt;
  return system.every(BEAT, () => {
    beat += BEAT;
    try {
      system.utimesSync(lock, beat / 1000, beat / 1000);
    } catch {
      // Without a beat the lock may be lost; its owner notices, and begins again.
    }
  });
}

/** Names the lock: the file itself may be all right. */
function lockError(lock: string, error: unknown, system: FileSystem): unknown {
  const found = statOfLock(lock, system);
  const uid = system.uid();
  if (found?.isFile() && uid !== undefined && found.uid !== uid && hasCode(error, 'EACCES', 'EPERM')) {
    const hint = `If that user is not running aws-mfa, remove the lock:\n${shellCommand('sudo', 'rm', { path: lock })}`;
    return new AwsMfaError('file_unusable', `The lock ${lock} belongs to another user.`, hint, error);
  }
  if (!found || found.isFile()) return fileError('create the lock', lock, error, system);
  const hint = `Remove it:\n${shellCommand('rm', '-r', { path: lock })}`;
  return new AwsMfaError('file_unusable', `The lock ${lock} is ${kindOf(found)}, not a file.`, hint, error);
}

function statOfLock(lock: string, system: FileSystem): Stats | undefined {
  try {
    return system.lstatSync(lock);
  } catch {
    return undefined;
  }
}
