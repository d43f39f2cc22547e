/** Finds the AWS CLI in the folders of PATH, and its version. */
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import type { CommandOptions } from './run-command.ts';
import { stopTree } from './stop-tree.ts';

export interface AwsCli {
  path: string;
  /** The first line that `aws --version` prints; undefined if it failed, or took too long. */
  printed: string | undefined;
}

/** The first `aws` on the PATH. */
export async function awsCli(process: NodeJS.Process, signal: AbortSignal): Promise<AwsCli | undefined> {
  const { env, platform } = process;
  const path = findOnPath('aws', env['PATH'] ?? '', platform);
  if (path === undefined) return undefined;
  // It is slow to start.
  return { path, printed: await printVersion(path, { env, timeoutMs: 10_000, signal, self: process }) };
}

/**
 * The path of the first program of that name. Relative and empty entries of PATH, which depend on the current folder,
 * are left out: that may be anybody's.
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

/** Runs it with `--version`. Never rejects. */
export function printVersion(
  path: string,
  { env, timeoutMs, signal, self }: CommandOptions,
): Promise<string | undefined> {
  return new Promise((settle) => {
    const child = execFile(path, ['--version'], { env: harmless(env) }, (error, stdout, stderr) => {
      // Version 1 on Python 2 prints it to standard error.
      settle(error ? undefined : (stdout || stderr).split(/\r?\n/, 1)[0]);
    });
    child.stdin?.end();
    // Its children would hold its output open.
    const stop = () => void stopTree(child, self);
    const late = setTimeout(stop, timeoutMs);
    signal.addEventListener('abort', stop, { once: true });
    child.on('close', () => {
      clearTimeout(late);
      signal.removeEventListener('abort', stop);
    });
  });
}

/** Without keys; without the shared files, which may be broken; without the file in which it counts its sessions. */
function harmless(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('AWS_'))),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_CLI_SESSION_ID_DISABLED: 'true',
  };
}
