/** Finds the AWS CLI, and its version. */
import { devNull } from 'node:os';
import { programPath } from './find-on-path.ts';
import { runTool } from './run-tool.ts';
import type { Self } from './stop-tree.ts';

export interface AwsCli {
  path: string;
  /** The first line that `aws --version` prints; undefined if it failed, or took too long. */
  printed: string | undefined;
}

/** Milliseconds for `aws --version`: it is slow to start. */
const TIMEOUT = 10_000;

/** The first `aws` on the PATH. @throws the signal's reason when it is aborted */
export async function awsCli(self: Self, signal: AbortSignal): Promise<AwsCli | undefined> {
  const path = programPath('aws', self);
  if (path === undefined) return undefined;
  const options = { env: harmless(self.env), timeoutMs: TIMEOUT, signal, self };
  const end = await runTool({ program: 'aws', args: ['--version'] }, options);
  if (end.kind !== 'exited' || end.code !== 0) return { path, printed: undefined };
  // Version 1 on Python 2 prints it to standard error.
  return { path, printed: (end.printed || end.words).split(/\r?\n/, 1)[0] };
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
