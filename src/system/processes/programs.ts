/** The programs on the PATH that the doctor looks at: the AWS CLI, and whatever is called `aws-mfa`. Loaded when needed. */
import { dirname, join } from 'node:path';
import { findOnPath, realFile, printVersion } from './find-on-path.ts';

/** Milliseconds for `aws --version`, which is slow to start. */
const PATIENCE = 10_000;

export interface AwsCli {
  path: string;
  /** What `aws --version` prints; undefined if it failed, or took too long. */
  printed: string | undefined;
}

/** A program called `aws-mfa`. */
export interface Namesake {
  path: string;
  isOurs: boolean;
}

/** The first `aws` on the PATH. */
export async function awsCli(process: NodeJS.Process, signal: AbortSignal): Promise<AwsCli | undefined> {
  const { env, platform } = process;
  const [aws] = findOnPath('aws', env['PATH'] ?? '', platform);
  if (!aws) return undefined;
  const options = { env, patience: PATIENCE, signal, self: process };
  return { path: aws.path, printed: await printVersion(aws.path, options) };
}

/** Every `aws-mfa` on the PATH, in its order. */
export function namesakes({ env, platform, argv }: NodeJS.Process): Namesake[] {
  const ours = realFile(argv[1] ?? '');
  return findOnPath('aws-mfa', env['PATH'] ?? '', platform).map(({ path, file }) => ({
    path,
    isOurs: file === ours || shimmed(path) === ours,
  }));
}

/** On Windows npm puts a script in the place of a link; this is what it starts. */
function shimmed(path: string): string | undefined {
  return realFile(join(dirname(path), 'node_modules', 'aws-mfa', 'bin', 'aws-mfa.js'));
}
