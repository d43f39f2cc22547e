/** Runs the program once, from the command line to the exit code, and reports the error if there is one. */
import type { Context, Output } from '../context.ts';
import { execExitCode, exitCode, AwsMfaError, type ErrorKind, codeMark } from '../errors.ts';
import { createContext, openOutput } from './context.ts';
import { runProgram } from './program.ts';
import { watchSignals } from './signals.ts';
import { plainText } from '../text/shell-command.ts';

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
      columns: output.columns,
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

/** How it is reported. */
export interface ReportOptions {
  json?: boolean;
  debug?: boolean;
  /** Whether another run of this program reads it. */
  code?: boolean;
}

/** What the options say of that, where the command line could not be read. */
export function typedReportOptions(args: readonly string[]): ReportOptions {
  // Behind `--` stands what belongs to the command that `exec` runs.
  const end = args.indexOf('--');
  const ours = end < 0 ? args : args.slice(0, end);
  return { json: ours.includes('--json'), debug: ours.includes('--debug') };
}

/**
 * Prints an error: what happened, the remedy, and with `--debug` its causes.
 * @returns the kind of failure it is reported as
 */
export function reportError(
  thrown: unknown,
  options: ReportOptions,
  output: Pick<Output, 'say' | 'printJson' | 'printError'>,
): ErrorKind {
  const error = thrown instanceof AwsMfaError ? thrown : unexpected(thrown);
  const { code, kind, message, hint } = error;
  if (options.json) {
    const told = { kind, code, message: plainText(message), ...(hint ? { remedy: plainText(hint) } : {}) };
    output.printJson({ error: told });
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

function unexpected(thrown: unknown): AwsMfaError {
  return new AwsMfaError(
    'internal',
    'Something went wrong inside aws-mfa.',
    'Run it again with `--debug` to see what.',
    thrown,
  );
}

/** The errors underneath, outermost first: name, code and message, never a stack or an answer's body. */
function causes(error: Error): string[] {
  const { cause } = error;
  if (!(cause instanceof Error)) return [];
  const code = 'code' in cause && typeof cause.code === 'string' ? ` ${cause.code}` : '';
  return [`caused by ${cause.name}${code}: ${cause.message}`, ...causes(cause)];
}

/**
 * The functions that a mistake of the program came through, innermost first. The bundle keeps their names, so that
 * they can be read without a map of its source.
 */
function frames(thrown: unknown): string[] {
  const { stack = '' } = thrown instanceof Error ? thrown : {};
  return stack.split('\n').filter((line) => /^ +at /.test(line));
}
