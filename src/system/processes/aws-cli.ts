/** Finds the AWS CLI, and its version. */
import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { programPath } from './find-on-path.ts';
import type { CommandOptions } from './run-command.ts';
import { stopTree } from './stop-tree.ts';
import { startOf } from './windows-start.ts';

export interface AwsCli {
  path: string;
  /** The first line that `aws --version` prints; undefined if it failed, or took too long. */
  printed: string | undefined;
}

/** The first `aws` on the PATH. */
export async function awsCli(process: NodeJS.Process, signal: AbortSignal): Promise<AwsCli | undefined> {
  const { env } = process;
  const path = programPath('aws', process);
  if (path === undefined) return undefined;
  // It is slow to start.
  return { path, printed: await printVersion(path, { env, timeoutMs: 10_000, signal, self: process }) };
}

/** Runs it with `--version`. Never rejects. */
export function printVersion(
  path: string,
  { env, timeoutMs, signal, self }: CommandOptions,
): Promise<string | undefined> {
  return new Promise<string | undefined>((settle) => {
    const { file, args, options } = startOf(path, ['--version'], env);
    const child = execFile(file, args, { ...options, env: harmless(env) }, (error, stdout, stderr) => {
      // Version 1 on Python 2 prints it to standard error.
      settle(error ? undefined : (stdout || stderr).split(/\r?\n/, 1)[0]);
    });
    child.stdin?.end();
    // Its children would hold its output open, and may survive where nothing can stop them.
    const stop = () =>
      void stopTree(child, self).then(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
      });
    const late = setTimeout(stop, timeoutMs);
    signal.addEventListener('abort', stop, { once: true });
    child.on('close', () => {
      clearTimeout(late);
      signal.removeEventListener('abort', stop);
    });
    // Some failures to start are thrown.
  }).catch(() => undefined);
}

/** Without keys; without the shared files, which may be broken; without the file in which it counts its sessions. */
function harmless(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !/^AWS_/i.test(name))),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_CLI_SESSION_ID_DISABLED: 'true',
  };
}
