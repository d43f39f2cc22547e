/** The only file that touches `process`: it is handed on from here. */
import { version } from '../package.json';
import { run } from './run.ts';

/** Runs the command line of this process. @returns its exit code; never rejects */
export function main(): Promise<number> {
  return run(process.argv.slice(2), version, process);
}
