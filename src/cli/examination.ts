/** What the doctor alone needs to know of the machine: the state of files, and the AWS CLI on the PATH. Loaded when needed. */
import { fileState } from '../system/files/file-state.ts';
import { findOnPath, printVersion } from '../system/processes/find-on-path.ts';
import type { Examination } from '../commands/doctor/doctor.ts';
import { AwsMfaError } from '../errors.ts';

/** Milliseconds for `aws --version`, which is slow to start, and for all that AWS is asked. */
const PATIENCE = { version: 10_000, questions: 10_000 };

export function openExamination(process: NodeJS.Process, signal: AbortSignal): Examination {
  const { env, platform, versions } = process;
  return {
    nodeVersion: versions.node,
    fileState,
    awsCli: async () => {
      const path = findOnPath('aws', env['PATH'] ?? '', platform);
      if (path === undefined) return undefined;
      const options = { env, patience: PATIENCE.version, signal, self: process };
      return { path, printed: await printVersion(path, options) };
    },
    late: () => AbortSignal.any([signal, lateSignal()]),
  };
}

function lateSignal(): AbortSignal {
  const late = new AbortController();
  const message = `AWS did not answer within ${PATIENCE.questions / 1000} seconds.`;
  const error = new AwsMfaError('no_answer', message, 'Try again in a moment.');
  setTimeout(() => late.abort(error), PATIENCE.questions).unref();
  return late.signal;
}
