/** Finds a program in the folders of PATH, among them the AWS CLI, and asks it for its version. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { stopTree, type Self } from './stop-tree.ts';

/**
 * Returns the path of the first program of that name, or undefined. A relative or empty entry of PATH stands for the
 * current folder, which may be anybody's: a program there is not looked for, and never run.
 */
export function findOnPath(name: string, path: string, platform: NodeJS.Platform): string | undefined {
  const names = platform === 'win32' ? ['.exe', '.cmd', '.bat'].map((ending) => name + ending) : [name];
  const folders = path.split(delimiter).filter((entry) => isAbsolute(entry));
  return folders.flatMap((folder) => names.map((each) => join(folder, each))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export interface PrintVersionOptions {
  env: NodeJS.ProcessEnv;
  /** Milliseconds after which it is stopped. */
  timeoutMs: number;
  signal: AbortSignal;
  self: Self;
}

/** Runs it with `--version`. @returns the first line; nothing where it failed, or took too long. Never rejects */
export function printVersion(
  path: string,
  { env, timeoutMs, signal, self }: PrintVersionOptions,
): Promise<string | undefined> {
  return new Promise((settle) => {
    const child = execFile(path, ['--version'], { env: harmless(env) }, (error, stdout, stderr) => {
      // Version 1 told it on standard error where it ran on Python 2.
      settle(error ? undefined : (stdout || stderr).split(/\r?\n/, 1)[0]);
    });
    child.stdin?.end();
    // What it has started would hold its output open.
    const stop = () => void stopTree(child, self);
    const late = setTimeout(stop, timeoutMs);
    signal.addEventListener('abort', stop, { once: true });
    child.on('close', () => {
      clearTimeout(late);
      signal.removeEventListener('abort', stop);
    });
  });
}

/**
 * Without the person's keys, which are not needed for that; without the files, of which a broken one would stop it; and
 * with the AWS CLI's own count of sessions, which it keeps in a file, switched off.
 */
function harmless(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const others = Object.entries(env).filter(([name]) => !name.startsWith('AWS_'));
  return {
    ...Object.fromEntries(others),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_CLI_SESSION_ID_DISABLED: 'true',
  };
}

/** Milliseconds for `aws --version`, which is slow to start. */
const TIMEOUT_MS = 10_000;

export interface AwsCli {
  path: string;
  /** What `aws --version` prints; undefined if it failed, or took too long. */
  printed: string | undefined;
}

/** The first `aws` on the PATH. */
export async function awsCli(process: NodeJS.Process, signal: AbortSignal): Promise<AwsCli | undefined> {
  const { env, platform } = process;
  const path = findOnPath('aws', env['PATH'] ?? '', platform);
  if (path === undefined) return undefined;
  const options = { env, timeoutMs: TIMEOUT_MS, signal, self: process };
  return { path, printed: await printVersion(path, options) };
}
