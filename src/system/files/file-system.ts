/**
 * Every system call, timer and random number of the safe write in one object, so that tests can make any single call
 * fail.
 */
// Named one by one: a namespace would be copied, entry by entry, at every start of the bundled program.
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
import { userInfo } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

export const realFileSystem = {
  ...{ accessSync, chmodSync, closeSync, fchmodSync, fchownSync, fstatSync, lstatSync },
  ...{ mkdirSync, openSync, readdirSync, readFileSync, readlinkSync, renameSync },
  ...{ statSync, unlinkSync, utimesSync, writeSync },

  /** The one call that may take seconds; timers go on meanwhile. */
  fsync: promisify(fsync),

  /** Not the one written in JavaScript, which shortens `..` before it looks at the links. */
  realpathSync: realpathSync.native,

  /** Wall clock, in milliseconds; held only against the times that files bear. */
  now: (): number => Date.now(),

  /** A name nobody else has; not a secret. */
  token: (): string => crypto.randomUUID(),

  /** How long to wait before looking again, in milliseconds: uneven, so that waiters do not march in step. */
  pause: (): number => 10 + 40 * Math.random(),

  /** Waits, or rejects with the signal's reason. */
  wait: async (milliseconds: number, signal: AbortSignal): Promise<void> => {
    await setTimeout(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
  },

  /** Does a piece of work again and again. @returns how to stop */
  every: (milliseconds: number, work: () => void): (() => void) => {
    const timer = setInterval(work, milliseconds);
    return () => clearInterval(timer);
  },

  /** The user's id; undefined where there is none (Windows) or the user has no account (some containers). */
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
