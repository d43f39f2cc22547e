/** Runs the program once, from the command line to the exit code, and reports the error if there is one. */
import type { Context, Output } from '../context.ts';
import {
  asMfaError,
  execExitCode,
  exitCode,
  AwsMfaError,
  type ErrorKind,
  codeMark,
  outputFailed,
} from '../errors.ts';
import { createContext, watchSignals } from './context.ts';
import { openOutput } from './output.ts';
import { runProgram } from './program.ts';
import { errorJson } from '../text/error-json.ts';
import { shellOf, useShell } from '../text/shell-command.ts';

/** @returns the exit code; never rejects */
export async function run(
  args: readonly string[],
  version: string,
  process: NodeJS.Process,
): Promise<number> {
  const signals = watchSignals(process);
  const output = await openOutput(process);
  const context = createContext(process, output, signals);
  const { profile, defaultProfile } = context.environment;
  useShell(
    shellOf(process),
    [profile, defaultProfile].some((named) => named && named.value !== 'default'),
  );
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
      columns: output.columns,
      writeOut: (text) => void output.print(text),
      writeErr: output.printError,
    });
    const lost = await output.lost();
    if (lost !== undefined) throw outputFailed('The output', lost);
    if (signals.stop.aborted) context.output.say('warning', TOO_LATE);
    // Output is complete; a pending DNS lookup must not delay the exit.
    if (code !== 0) endSoon(process);
    return code;
  } catch (error) {
    endSoon(process);
    const code = context.environment.tellsCode;
    // JSON would be lost, too.
    const isLost = error instanceof AwsMfaError && error.code === 'output_failed';
    const json = options.json === true && !isLost;
    const kind = reportError(error, { ...options, json, code }, context.output);
    return command === 'exec' ? execExitCode(kind) : exitCode(kind);
  }
}

const TOO_LATE = 'The signal came too late: the command has finished.';

function withoutDebug(output: Output): Output {
  return {
    ...output,
    say: (tone, text) => {
      if (tone !== 'debug') output.say(tone, text);
    },
  };
}

/** A pending DNS lookup cannot be canceled, and would keep the process running. */
function endSoon(process: NodeJS.Process): void {
  setTimeout(() => process.exit(), 250).unref();
}

/** How an error is reported. */
export interface ReportOptions {
  json?: boolean;
  debug?: boolean;
  /** Whether another run of this program reads the output, and needs the error code. */
  code?: boolean;
}

/** The same, if commander could not read the command line. */
export function typedReportOptions(args: readonly string[]): ReportOptions {
  // What follows `--` belongs to the command that `exec` runs.
  const end = args.indexOf('--');
  const ours = end < 0 ? args : args.slice(0, end);
  return { json: ours.includes('--json'), debug: ours.includes('--debug') };
}

/**
 * Prints an error and its hint, and with `--debug` its causes.
 * @returns the kind of error, which decides the exit code
 */
export function reportError(
  thrown: unknown,
  options: ReportOptions,
  output: Pick<Output, 'say' | 'printJson' | 'printError'>,
): ErrorKind {
  const error = asMfaError(thrown, 'Run it again with `--debug` to see the cause.');
  const { code, kind, message, hint } = error;
  if (options.json) {
    output.printJson({ error: errorJson(error) });
  } else {
    output.say('error', message);
    if (hint) output.say('remedy', hint);
  }
  if (options.code) output.printError(`${codeMark(code)}\n`);
  if (options.debug) {
    causes(error).forEach((line) => output.say('debug', line));
    if (error !== thrown) frames(thrown).forEach((line) => output.say('debug', line));
  }
  return kind;
}

/** Name, code and message of every cause, outermost first; never a stack or the body of a response. */
function causes(error: Error): string[] {
  const { cause } = error;
  if (!(cause instanceof Error)) return [];
  const code = 'code' in cause && typeof cause.code === 'string' ? ` ${cause.code}` : '';
  return [`caused by ${cause.name}${code}: ${cause.message}`, ...causes(cause)];
}

/**
 * The stack of a bug in this program. The bundle keeps the names of functions, so that it can be read without a source
 * map.
 */
function frames(thrown: unknown): string[] {
  const { stack = '' } = thrown instanceof Error ? thrown : {};
  return stack.split('\n').filter((line) => /^ +at /.test(line));
}
