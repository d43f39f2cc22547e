/** Runs the program once, from the command line to the exit code. */
import type { Say } from '../context.ts';
import { execExitCode, exitCode } from '../errors.ts';
import { createMachine } from './context.ts';
import { runProgram } from './program.ts';
import { watchSignals } from './signals.ts';
import { tellFailure, typedManner, type Manner } from './report-error.ts';
import { openVoice } from './output.ts';

/** @returns the exit code; never rejects */
export async function run(
  args: readonly string[],
  version: string,
  process: NodeJS.Process,
): Promise<number> {
  const signals = watchSignals(process);
  const voice = await openVoice(process);
  const machine = createMachine(process, voice, signals);
  let manner = typedManner(args);
  const speaking = (options: Manner) => {
    manner = options;
    return options.debug ? machine : { ...machine, say: withoutDebug(machine.say) };
  };
  let command = '';
  try {
    const code = await runProgram(args, {
      version,
      depsFor: speaking,
      entering: (name) => void (command = name),
      writeOut: (text) => void voice.print(text),
      writeErr: voice.printError,
    });
    if (signals.stop.aborted) machine.say('warning', TOO_LATE);
    // What a command was answered by is told by now, and what could not be reached may still be looked up.
    if (code !== 0) endSoon(process);
    return code;
  } catch (error) {
    endSoon(process);
    const kind = tellFailure(
      error,
      { ...manner, code: machine.environment.tellsCode },
      {
        say: (tone, text) => machine.say(tone, text),
        printJson: (value) => machine.printJson(value),
        printError: voice.printError,
      },
    );
    return command === 'exec' ? execExitCode(kind) : exitCode(kind);
  }
}

const TOO_LATE = 'A signal came too late to stop this: it is done.';

function withoutDebug(say: Say): Say {
  return (tone, text) => {
    if (tone !== 'debug') say(tone, text);
  };
}

/** A look-up of a host name cannot be called off; it shall not keep a process that has nothing left to do. */
function endSoon(process: NodeJS.Process): void {
  setTimeout(() => process.exit(), 250).unref();
}
