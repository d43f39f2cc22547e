/**
 * Every system call, timer and random number behind the safe write, in one plain object: real by default, and in
 * tests a copy in which any single call can be made to fail.
 */
import * as fs from 'node:fs';
import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { setTimeout } from 'node:timers/promises';

const {
  accessSync,
  chmodSync,
  closeSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
} = fs;
const { mkdirSync, openSync, readdirSync, readFileSync, readlinkSync, renameSync } = fs;
const { statSync, unlinkSync, writeSync } = fs;

export const realFileSystem = {
  ...{ accessSync, chmodSync, closeSync, fchmodSync, fchownSync, fstatSync, fsyncSync, linkSync, lstatSync },
  ...{ mkdirSync, openSync, readdirSync, readFileSync, readlinkSync, renameSync },
  ...{ statSync, unlinkSync, writeSync },

  /** Not the one written in JavaScript, which shortens `..` before it looks at the links. */
  realpathSync: fs.realpathSync.native,

  /** Wall clock, in milliseconds; held only against the times that files bear. */
  now: (): number => Date.now(),

  /** A name nobody else has; not a secret. */
  token: (): string => randomUUID(),

  /** How long to wait before looking again, in milliseconds: uneven, so that waiters do not march in step. */
  pause: (): number => 10 + 40 * Math.random(),

  /** Waits, or rejects with the signal's reason. */
  wait: async (milliseconds: number, signal: AbortSignal): Promise<void> => {
    await setTimeout(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
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
