/** Finds the AWS CLI on the PATH, for the doctor. Loaded when needed. */
import { findOnPath, printVersion } from './find-on-path.ts';

/** Milliseconds for `aws --version`, which is slow to start. */
const PATIENCE = 10_000;

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
  const options = { env, patience: PATIENCE, signal, self: process };
  return { path, printed: await printVersion(path, options) };
}
