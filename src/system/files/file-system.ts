/**
 * Every system call, timer and random number of the safe write in one object, so that tests can make any single call
 * fail. Also explains a failed call.
 */
// A namespace import would be copied, entry by entry, at every start of the bundled program.
import {
  accessSync,
  chmodSync,
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { homedir, platform, tmpdir, userInfo } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { AwsMfaError } from '../../errors.ts';

export const realFileSystem = {
  ...{ accessSync, chmodSync, closeSync, fchmodSync, fchownSync, fstatSync, lstatSync },
  ...{ mkdirSync, openSync, readdirSync, readFileSync, readlinkSync, renameSync },
  ...{ statSync, unlinkSync, utimesSync, writeSync },

  platform: platform(),

  /** May take seconds; timers go on meanwhile. */
  fsync: promisify(fsync),

  /** The version in JavaScript shortens `..` before it looks at links. */
  realpathSync: realpathSync.native,

  temporaryFolder: (): string => tmpdir(),

  /** Unique; not a secret. */
  token: (): string => crypto.randomUUID(),

  /** How long to wait before looking again, in milliseconds: random, so that waiters do not run in step. */
  pause: (): number => 10 + 40 * Math.random(),

  /** Waits, or rejects with the signal's reason. */
  wait: async (milliseconds: number, signal: AbortSignal): Promise<void> => {
    await setTimeout(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
  },

  /** @returns how to stop */
  every: (milliseconds: number, work: () => void): (() => void) => {
    const timer = setInterval(work, milliseconds);
    return () => clearInterval(timer);
  },

  /** The user's ID; undefined on Windows, and if the user has no account (some containers). */
  uid: (): number | undefined => {
    try {
      const { uid } = userInfo();
      return uid < 0 ? undefined : uid;
    } catch {
      return undefined;
    }
  },
};

export type FileSystem = typeof realFileSystem;

export const CIRCULAR_LINKS = 'Find the link that points back with `ls -l`, and fix it.';

/** What each error code of the system means, and what to do. */
const WORDS: Record<string, readonly [what: string, hint: string]> = {
  EACCES: ['permission denied', 'Check the owner and mode of the file and its folder with `ls -la`.'],
  EBUSY: ['the file is in use, or is a mount point', 'In a container, mount its folder instead of the file.'],
  EDQUOT: ['your disk quota is used up', 'Free some space, then try again.'],
  EFBIG: [
    'the file would exceed the size limit',
    'Raise the limit with `ulimit -f unlimited`, then try again.',
  ],
  EINTR: ['the system call was interrupted', 'Try again.'],
  EIO: ['the disk reported an error', 'Check the disk, then try again.'],
  EISDIR: ['it is a folder', 'Move the folder, or use another path.'],
  ELOOP: ['its symbolic links are circular', CIRCULAR_LINKS],
  EMFILE: ['too many files are open', 'Close some programs, then try again.'],
  ENAMETOOLONG: ['the path is too long', 'Use a shorter path.'],
  ENOENT: ['the file or a folder in its path does not exist', 'Check the path.'],
  ENOSPC: ['the disk is full', 'Free some space, then try again.'],
  ENOTDIR: ['a part of its path is not a folder', 'Check the path.'],
  EPERM: ['operation not permitted', 'Check its owner, mode and attributes with `ls -la` and `lsattr`.'],
  EROFS: [
    'the file system is read-only',
    'Make it writable, or set AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE to other paths.',
  ],
};

const CLOSE_IT =
  'Close the program that uses it, then try again. If there is none, check the permissions of the file and its folder.';

/** Whether a system call failed with one of these codes. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/** Milliseconds for which a file that another program has open is waited for: a virus scanner, a backup, an editor. */
const HELD_OPEN_MS = 15_000;

/**
 * Whether a call may have failed because another program has the file open, or has removed it and not closed it yet. On
 * Windows any call can fail in this way; elsewhere only a rename, on a drive of Windows (WSL, network shares).
 */
export function isHeldOpen(error: unknown, { platform }: Pick<FileSystem, 'platform'>): boolean {
  const isRename = error instanceof Error && 'syscall' in error && error.syscall === 'rename';
  return (isRename || platform === 'win32') && hasCode(error, 'EPERM', 'EACCES', 'EBUSY');
}

/**
 * Counts the time for which one file is waited for.
 * @returns waits for a moment if a call failed because another program has the file open; else, or at the end of
 *   {@link HELD_OPEN_MS}, it throws that error
 */
export function waitingIfHeldOpen(
  signal: AbortSignal,
  system: FileSystem,
): (error: unknown) => Promise<void> {
  let waited = 0;
  return async (error) => {
    if (!isHeldOpen(error, system) || waited >= HELD_OPEN_MS) throw error;
    const pause = system.pause();
    await system.wait(pause, signal);
    waited += pause;
  };
}

/** Repeats a step while another program has the file open. @throws what the step throws; the signal's reason */
export async function untilFree<T>(
  step: () => T | Promise<T>,
  signal: AbortSignal,
  system: FileSystem,
): Promise<T> {
  const waitIfHeldOpen = waitingIfHeldOpen(signal, system);
  for (;;) {
    try {
      return await step();
    } catch (error) {
      await waitIfHeldOpen(error);
    }
  }
}

/**
 * The error to throw for a failed system call. It never quotes the content of the file.
 * @param error what was thrown; anything else than a failed system call is returned as it is
 */
export function fileError(
  doing: 'read' | 'write' | 'create the lock' | 'remove the lock',
  path: string,
  error: unknown,
  { platform }: Pick<FileSystem, 'platform'>,
): unknown {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return error;
  const code = String(error.code);
  if (platform === 'win32' && isHeldOpen(error, { platform })) {
    const message = `Cannot ${doing} ${path}: another program has it open, or you may not change it (${code}).`;
    return new AwsMfaError('file_busy', message, CLOSE_IT, error);
  }
  const [what, hint] = WORDS[code] ?? [
    'the system reported an error',
    platform === 'win32' ? 'Check the disk, then try again.' : 'Look up the code with `man 3 errno`.',
  ];
  return new AwsMfaError('file_error', `Cannot ${doing} ${path}: ${what} (${code}).`, hint, error);
}

/** @returns no slash at its end; undefined if the user has none, mostly in containers */
export function homeFolder({ env, platform }: NodeJS.Process): string | undefined {
  try {
    const folder = (platform !== 'win32' && env['HOME']) || homedir();
    return folder === '' ? undefined : folder.replace(platform === 'win32' ? /[\\/]+$/ : /\/+$/, '');
  } catch {
    return undefined;
  }
}

/** @param lost what another program has removed from the file, or has not written again yet */
export function partMissing(lost: string, path: string): AwsMfaError {
  return new AwsMfaError(
    'file_changed',
    `${lost} is missing from ${path} but was there when aws-mfa started. The file was not changed.`,
    'Wait until other programs have written the file, or restore what was lost. Then try again.',
  );
}
