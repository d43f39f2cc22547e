/**
 * The only file that touches `process`: the real terminal, clock, files and network go in, an exit code comes out.
 * What a run may not need (the SDK, the prompt) is loaded when it is needed.
 */
import { homedir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { version } from '../package.json';
import { checkWritable } from './adapters/files/check-writable.ts';
import { closeLostTerminals } from './adapters/terminal/lost-terminals.ts';
import { printableJson } from './adapters/terminal/printable.ts';
import { readLine } from './adapters/terminal/read-line.ts';
import { readTextFile } from './adapters/files/read-text-file.ts';
import { speak, type Outlet, type Tone } from './adapters/terminal/speak.ts';
import { openTerminal } from './adapters/terminal/terminal.ts';
import type { Sts } from './adapters/aws/sts.ts';
import type { LoginDeps } from './commands/login.ts';
import type { Prompt } from './commands/obtain-session.ts';
import { readEnvironment } from './domain/environment.ts';
import type { LoginOptions } from './domain/session/login-request.ts';
import { AwsMfaError, exitCode, type ErrorKind } from './errors.ts';

/** Milliseconds after which an unanswered question is given up. */
const PATIENCE = 5 * 60_000;

const STOPPING: [signal: NodeJS.Signals, kind: ErrorKind][] = [
  ['SIGINT', 'cancelled'],
  ['SIGHUP', 'hangup'],
  ['SIGTERM', 'terminated'],
];

/** Runs the command line of this process. @returns its exit code; never rejects */
export async function main(): Promise<number> {
  const stop = new AbortController();
  for (const [name, kind] of STOPPING) {
    process.on(name, () => stop.abort(new AwsMfaError(kind, 'Cancelled; nothing was written.')));
  }
  // A reader that goes away (`| head`) is no failure, and there is nobody left to tell.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  process.on('exit', closeLostTerminals);
  const args = process.argv.slice(2);
  // The one answer that needs nothing of the program is given before it is loaded.
  if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
    process.stdout.write(`${version}\n`);
    return 0;
  }
  try {
    const { runProgram } = await import('./program.ts');
    await runProgram(args, {
      version,
      loginDeps: (options) => loginDeps(options, stop.signal),
      writeOut: (text) => process.stdout.write(text),
      writeErr: (text) => process.stderr.write(text),
    });
    if (stop.signal.aborted) say('warning', 'A signal came too late to stop this: the session is written.');
    return 0;
  } catch (error) {
    return report(error, args);
  }
}

function loginDeps(options: LoginOptions, signal: AbortSignal): LoginDeps {
  const sts = once(loadSts);
  const sdkReader = once(() => import('./adapters/aws/sdk-reader.ts'));
  const writer = once(() => import('./adapters/files/update-file.ts'));
  return {
    environment: readEnvironment(process.env),
    home: homedir(),
    now: () => new Date(),
    wait: async (milliseconds) => sleep(milliseconds, undefined, { signal }),
    signal,
    say: (tone, text) => {
      if (tone !== 'debug' || options.debug) say(tone, text);
    },
    printJson,
    readTextFile,
    checkWritable,
    updateFile: async (update) => (await writer()).updateFile(update),
    readFileAsSdk: async (path, kind) => (await sdkReader()).readFileAsSdk(path, kind),
    readTextAsSdk: async (bytes, kind) => (await sdkReader()).readTextAsSdk(bytes, kind),
    readStdinLine: () => readStdinLine(signal),
    openPrompt: () => openPrompt(signal),
    // What goes wrong ahead of the call goes wrong again with the call, and is told then.
    loadSts: () => void sts().catch(() => undefined),
    connectSts: (target) =>
      void sts()
        .then((loaded) => loaded.connect(target))
        .catch(() => undefined),
    getSessionToken: async (call) => {
      // A code is spent only when all that is needed to keep the session is at hand, whoever replaces our files.
      const [loaded] = await Promise.all([sts(), sdkReader(), writer()]);
      return loaded.getSessionToken(call);
    },
  };
}

async function loadSts(): Promise<Sts> {
  // The SDK announces which Node versions it will drop; that is for us to follow, not for the person to read.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
  return (await import('./adapters/aws/sts.ts')).createSts();
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** @returns nothing where standard input is a terminal, which is for the prompt */
async function readStdinLine(signal: AbortSignal): Promise<string | undefined> {
  if (process.stdin.isTTY) return undefined;
  const late = AbortSignal.timeout(PATIENCE);
  try {
    return await readLine(process.stdin, AbortSignal.any([signal, late]));
  } catch (error) {
    if (signal.aborted) throw error;
    if (!late.aborted) return ''; // Closed, a folder, not open for reading: nothing can come.
    throw new AwsMfaError('cancelled', 'Nothing came on standard input for 5 minutes; nothing was written.');
  }
}

function openPrompt(signal: AbortSignal): Prompt | undefined {
  const terminal = openTerminal(process.stdin, process.stderr);
  if (!terminal) return undefined;
  const asking = { terminal, colour: hasColour(terminal.output), signal, patience: PATIENCE };
  const ask = import('./adapters/terminal/ask.ts');
  return {
    askText: async (message, check, meanwhile) => (await ask).askText(message, check, asking, meanwhile),
    askYesNo: async (message) => (await ask).askYesNo(message, asking),
    close: () => terminal.close(),
  };
}

/** The result, and what goes with it, to standard output; all else to standard error. */
function say(tone: Tone, text: string): void {
  speak(outlet(tone === 'result' || tone === 'plain' ? process.stdout : process.stderr), tone, text);
}

function outlet(stream: NodeJS.WriteStream): Outlet {
  return { write: (text) => stream.write(text), colour: hasColour(stream) };
}

function hasColour(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
}

function printJson(value: Record<string, unknown>): void {
  process.stdout.write(`${printableJson(value)}\n`);
}

/** Says what went wrong, and gives the exit code for it. */
function report(thrown: unknown, args: readonly string[]): number {
  const error =
    thrown instanceof AwsMfaError
      ? thrown
      : new AwsMfaError(
          'unreachable',
          'Something went wrong inside aws-mfa.',
          'Run it again with `--debug` to see what.',
          thrown,
        );
  const { kind, message, remedy } = error;
  if (args.includes('--json')) printJson({ error: { kind, message, ...(remedy ? { remedy } : {}) } });
  else {
    say('error', message);
    if (remedy) say('remedy', remedy);
  }
  endSoon();
  if (args.includes('--debug')) causes(error).forEach((line) => say('debug', line));
  return exitCode(kind);
}

/** A look-up of a host name cannot be called off; it shall not keep a process that has nothing left to do. */
function endSoon(): void {
  setTimeout(() => process.exit(), 250).unref();
}

/** The errors underneath, outermost first: name, code and message, never a stack or an answer's body. */
function causes(error: Error): string[] {
  const { cause } = error;
  if (!(cause instanceof Error)) return [];
  const code = 'code' in cause && typeof cause.code === 'string' ? ` ${cause.code}` : '';
  return [`caused by ${cause.name}${code}: ${cause.message}`, ...causes(cause)];
}
