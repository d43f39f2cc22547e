/**
 * The only file that touches `process`: it is handed on from here. What takes little of the program (the version, what
 * shells ask, the status) is answered before the rest of it is loaded.
 */
import { version } from '../package.json';

// Ahead of everything else: otherwise this signal opens Node's debugger, to every user of the machine.
process.on('SIGUSR1', () => undefined);
// Node has been listening for it since a few milliseconds before.
setTimeout(closeDebugger, 200).unref();

/** Closes a debugger that SIGUSR1 has opened; one that was asked for by an option of Node's stays. */
function closeDebugger(): void {
  const options = [...process.execArgv, ...(process.env['NODE_OPTIONS'] ?? '').split(' ')];
  if (options.some((option) => /^--inspect(-brk|-wait)?(=|$)/.test(option))) return;
  process.getBuiltinModule('node:inspector').close();
}

/** Runs the command line of this process. @returns its exit code; never rejects */
export async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    // A reader that goes away (`| head`) is no failure, and there is nobody left to tell.
    process.stdout.on('error', () => undefined).write(`${version}\n`);
    return 0;
  }
  const [command, word = ''] = args;
  if (command === 'completion' && args.length === 2) {
    const { answerCompletion } = await import('./answer-completion.ts');
    if (answerCompletion(word, process)) return 0;
  }
  if (command === 'status') {
    const { answerStatus } = await import('./answer-status.ts');
    const code = await answerStatus(args.slice(1), process);
    if (code !== undefined) return code;
  }
  const { run } = await import('./run.ts');
  return run(args, version, process);
}
