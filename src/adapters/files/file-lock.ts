/**
 * A lock file beside the file, so that writers take turns: created exclusively, with a token in it that says whose
 * it is. It is held for milliseconds, never while a person types.
 *
 * A holder may be killed, so a lock may be taken over; a holder may also only be stopped for a while (Ctrl-Z, a
 * laptop asleep), so a lock that was taken over may have an owner who still believes in it. Two rules make that safe.
 * First, the takeover is a rename, which only one of several waiters wins; should the lock that it carried off not
 * be the one it judged, because another waiter was quicker and already holds a new one, it is linked back. Second,
 * every owner looks for its own token right before the rename that counts (`isHeld`), so whoever lost the lock,
 * even in the instant in which it was carried off and linked back, begins again instead of writing. What remains is
 * an owner stopped for three seconds exactly between that look and the rename.
 */
import type { FileSystem } from './file-system.ts';
import { AwsMfaError } from '../../errors.ts';
import { shellCommand } from '../../shell-command.ts';
import { hasCode } from './file-trouble.ts';
import { lockPath, removeQuietly, temporaryPath } from './leftovers.ts';
import { readRegularFile } from './regular-file.ts';
import { withOpenFile } from './with-open-file.ts';

/** A lock that stays the same for so long has lost its owner, in milliseconds. */
const STALE = 3_000;
/** After so long there is no point in waiting for one's turn, in milliseconds. */
const GIVE_UP = 30_000;

export interface FileLock {
  /** Whether the lock is ours for certain; false too when it cannot be read. */
  isHeld: () => boolean;
  /** Whether it is certain that the lock is not ours any more. */
  isLost: () => boolean;
  /** Removes the lock unless it is another's by now; never throws. */
  release: () => void;
}

/**
 * Waits for its turn to write a file. Time is counted by the waits asked for, not by a clock: a machine that was
 * asleep has not watched the lock meanwhile, process ids mean nothing across containers, nor file times across hosts.
 *
 * @param path the file itself, links followed
 * @param token says whose the lock is: one a run. A lock that bears it already (lost, then linked back) is ours
 * @throws AwsMfaError when the turn does not come, the signal's reason when it aborts
 */
export async function acquireLock(
  path: string,
  token: string,
  signal: AbortSignal,
  system: FileSystem,
): Promise<FileLock> {
  const lock = lockPath(path);
  let seen: string | undefined;
  let unchanged = 0;
  for (let waited = 0; waited < GIVE_UP;) {
    signal.throwIfAborted();
    if (create(lock, token, system) || isOurs(lock, token, system)) return heldLock(lock, token, system);
    const now = identity(lock, system);
    if (now !== seen) unchanged = 0;
    seen = now;
    if (unchanged >= STALE) {
      takeOver(path, now, system);
      unchanged = 0;
      continue;
    }
    const pause = system.pause();
    await system.wait(pause, signal);
    waited += pause;
    unchanged += pause;
  }
  const message = `Another aws-mfa has been writing ${path} for ${GIVE_UP / 1000} seconds.`;
  throw new AwsMfaError(
    'configuration',
    message,
    `If none is running, remove its lock: ${shellCommand('rm', { path: lock })}`,
  );
}

function heldLock(lock: string, token: string, system: FileSystem): FileLock {
  const whose = (): 'ours' | 'lost' | 'unknown' => {
    try {
      return isOurs(lock, token, system) ? 'ours' : 'lost';
    } catch {
      return 'unknown';
    }
  };
  return {
    isHeld: () => whose() === 'ours',
    isLost: () => whose() === 'lost',
    // To remove another's by mistake does less harm than to leave ours: its owner will look, and begin again.
    release: () => {
      if (whose() !== 'lost') removeQuietly(lock, system);
    },
  };
}

function create(lock: string, token: string, system: FileSystem): boolean {
  let created = false as boolean;
  try {
    // No secret in it, so others may read it: a lock that root left is then judged like any other.
    withOpenFile(system, lock, 'wx', 0o644, (descriptor) => {
      created = true;
      system.writeSync(descriptor, token);
    });
    return true;
  } catch (error) {
    if (created) removeQuietly(lock, system);
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function isOurs(lock: string, token: string, system: FileSystem): boolean {
  return readRegularFile(lock, system)?.text === token;
}

/** Which lock this is: no two have the same, even when one is still empty because its owner has just begun. */
function identity(lock: string, system: FileSystem): string | undefined {
  const file = readRegularFile(lock, system);
  return file && `${file.stat.ino} ${file.text}`;
}

/** Carries the lock off, if it still is the one that was judged; creating the new one is then anybody's race. */
function takeOver(path: string, judged: string | undefined, system: FileSystem): void {
  const lock = lockPath(path);
  const aside = temporaryPath(path, system.token());
  try {
    system.renameSync(lock, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  if (identityIfReadable(aside, system) !== judged) linkBack(aside, lock, system);
  removeQuietly(aside, system);
}

function identityIfReadable(path: string, system: FileSystem): string | undefined {
  try {
    return identity(path, system);
  } catch {
    return 'unknown';
  }
}

/** Fails when a third has created its own meanwhile, or without hard links: then the owner finds its lock gone. */
function linkBack(aside: string, lock: string, system: FileSystem): void {
  try {
    system.linkSync(aside, lock);
  } catch {
    // Its owner looks before it writes.
  }
}
