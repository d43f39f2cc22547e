/** The machine as the doctor sees it: files from outside, and the programs on the PATH. Loaded when needed. */
import { dirname, join } from 'node:path';
import { fileState } from '../system/files/file-state.ts';
import { findOnPath, realFile, printVersion } from '../system/processes/find-on-path.ts';
import type { Examination } from '../commands/doctor/doctor.ts';
import { AwsMfaError } from '../errors.ts';

/** Milliseconds for `aws --version`, which is slow to start, and for all that AWS is asked. */
const PATIENCE = { version: 10_000, questions: 10_000 };

export function openExamination(process: NodeJS.Process, signal: AbortSignal): Examination {
  const { env, platform, versions, argv } = process;
  const onPath = (name: string) => findOnPath(name, env['PATH'] ?? '', platform);
  const ours = realFile(argv[1] ?? '');
  return {
    nodeVersion: versions.node,
    fileState,
    awsCli: async () => {
      const [aws] = onPath('aws');
      if (!aws) return undefined;
      const options = { env, patience: PATIENCE.version, signal, self: process };
      return { path: aws.path, printed: await printVersion(aws.path, options) };
    },
    namesakes: () =>
      onPath('aws-mfa').map(({ path, file }) => ({
        path,
        isOurs: file === ours || shimmed(path) === ours,
      })),
    late: () => AbortSignal.any([signal, lateSignal()]),
  };
}

/** On Windows npm puts a script in the place of a link; this is what it starts. */
function shimmed(path: string): string | undefined {
  return realFile(join(dirname(path), 'node_modules', 'aws-mfa', 'bin', 'aws-mfa.js'));
}

function lateSignal(): AbortSignal {
  const late = new AbortController();
  const message = `AWS did not answer within ${PATIENCE.questions / 1000} seconds.`;
  const error = new AwsMfaError('no_answer', message, 'Try again in a moment.');
  setTimeout(() => late.abort(error), PATIENCE.questions).unref();
  return late.signal;
}
