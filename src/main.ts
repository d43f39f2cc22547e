/** The only file that uses `process`; everything else gets it from here. */
import { version } from '../package.json';
import { run } from './cli/run.ts';

// As in bin/aws-mfa.js, which the standalone program does not have: without a listener, the signal would end it.
process.on('SIGUSR1', () => undefined);
// Node itself listens before that file runs, and may open its debugger twice for one signal: at once, and when the event
// loop turns for the first time.
for (const milliseconds of [200, 1000]) setTimeout(() => setImmediate(closeDebugger), milliseconds).unref();

/** Closes a debugger that SIGUSR1 has opened; one that was asked for by an option of Node's stays. */
function closeDebugger(): void {
  const options = [...process.execArgv, ...(process.env['NODE_OPTIONS'] ?? '').split(' ')];
  if (options.some((option) => /^--inspect(-brk|-wait)?(=|$)/.test(option))) return;
  // Undefined in a Node that was built without it.
  (process.getBuiltinModule('node:inspector') as { close(): void } | undefined)?.close();
}

/** Runs the command line of this process. @returns its exit code; never rejects */
export function main(): Promise<number> {
  return run(process.argv.slice(2), version, process);
}
