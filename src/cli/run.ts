/** Runs the program once, from the command line to the exit code. */
import type { Context, Output } from '../context.ts';
import { execExitCode, exitCode } from '../errors.ts';
import { createContext } from './context.ts';
import { runProgram } from './program.ts';
import { watchSignals } from './signals.ts';
import { reportError, typedReportOptions, type ReportOptions } from './report-error.ts';
import { openOutput } from './output.ts';

/** @returns the exit code; never rejects */
export async function run(
  args: readonly string[],
  version: string,
  process: NodeJS.Process,
): Promise<number> {
  const signals = watchSignals(process);
  const output = await openOutput(process);
  const context = createContext(process, output, signals);
  let options = typedReportOptions(args);
  const contextFor = (read: ReportOptions): Context => {
    options = read;
    return read.debug ? context : { ...context, output: withoutDebug(context.output) };
  };
  let command = '';
  try {
    const code = await runProgram(args, {
      version,
      contextFor,
      entering: (name) => void (command = name),
      writeOut: (text) => void output.print(text),
      writeErr: output.printError,
    });
    if (signals.stop.aborted) context.output.say('warning', TOO_LATE);
    // What a command was answered by is told by now, and what could not be reached may still be looked up.
    if (code !== 0) endSoon(process);
    return code;
  } catch (error) {
    endSoon(process);
    const kind = reportError(error, { ...options, code: context.environment.tellsCode }, context.output);
    return command === 'exec' ? execExitCode(kind) : exitCode(kind);
  }
}

const TOO_LATE = 'A signal came too late to stop this: it is done.';

function withoutDebug(output: Output): Output {
  return {
    ...output,
    say: (tone, text) => {
      if (tone !== 'debug') output.say(tone, text);
    },
  };
}

/** A look-up of a host name cannot be called off; it shall not keep a process that has nothing left to do. */
function endSoon(process: NodeJS.Process): void {
  setTimeout(() => process.exit(), 250).unref();
}
