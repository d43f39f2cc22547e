/**
 * The machine as the commands see it: terminal, clock, files and network, each a plain function. What a run may not
 * need (the SDK, the prompt, the writer) is loaded when it is needed.
 */
import { homedir } from 'node:os';
import { checkWritable } from './adapters/files/check-writable.ts';
import { readTextFile } from './adapters/files/read-text-file.ts';
import type { Asking } from './adapters/terminal/ask.ts';
import { printableJson } from './adapters/terminal/printable.ts';
import { speak } from './adapters/terminal/speak.ts';
import type { StandardStream } from './adapters/terminal/standard-stream.ts';
import type { Identity } from './adapters/aws/iam.ts';
import type { Sts } from './adapters/aws/sts.ts';
import type { LoginDeps } from './commands/login.ts';
import type { Prompt } from './commands/obtain-session.ts';
import type { Questions } from './commands/questions.ts';
import { readEnvironment } from './domain/environment.ts';
import { AwsMfaError } from './errors.ts';

/** Milliseconds after which an unanswered question is given up. */
const PATIENCE = 5 * 60_000;

/** @param signal aborted, with the error to end with, when the process is to stop */
export async function createMachine(
  process: NodeJS.Process,
  stdout: StandardStream,
  stderr: StandardStream,
  signal: AbortSignal,
): Promise<LoginDeps> {
  const colour = hasColour(process.env);
  const paint =
    colour && (stdout.isTerminal || stderr.isTerminal)
      ? (await import('./adapters/terminal/colours.ts')).paint
      : undefined;
  const outlet = ({ write, isTerminal }: StandardStream) => ({
    write,
    paint: isTerminal ? paint : undefined,
  });
  const sts = once(() => loadSts(process.env));
  const identity = once(() => loadIdentity(process.env));
  const sdkReader = once(() => import('./adapters/aws/sdk-reader.ts'));
  const writer = once(() => import('./adapters/files/update-file.ts'));
  return {
    environment: readEnvironment(process.env),
    home: homedir(),
    now: () => new Date(),
    wait: async (milliseconds) =>
      (await import('node:timers/promises')).setTimeout(milliseconds, undefined, { signal }),
    signal,
    // The result, and what goes with it, to standard output; all else to standard error.
    say: (tone, text) => speak(outlet(tone === 'result' || tone === 'plain' ? stdout : stderr), tone, text),
    printJson: (value) => stdout.write(`${printableJson(value)}\n`),
    loadRenewal: () => import('./commands/renew-session.ts'),
    loadRehearsal: () => import('./commands/rehearse-login.ts'),
    loadDeviceSearch: () => import('./commands/search-device.ts'),
    loadWarnings: () => import('./commands/warn-of-file.ts'),
    readTextFile,
    checkWritable,
    updateFile: async (update) => (await writer()).updateFile(update),
    readFileAsSdk: async (path, kind) => (await sdkReader()).readFileAsSdk(path, kind),
    readTextAsSdk: async (bytes, kind) => (await sdkReader()).readTextAsSdk(bytes, kind),
    readStdinLine: () => readStdinLine(process.stdin, signal),
    openPrompt: () => openPrompt(process, signal),
    openQuestions: () => openQuestions(process, signal),
    // What goes wrong ahead of the call goes wrong again with the call, and is told then.
    loadSts: () =>
      void Promise.all([sts(), sdkReader(), writer()])
        .then(([loaded]) => loaded.warmUp())
        .catch(() => undefined),
    connectSts: (target) =>
      void sts()
        .then((loaded) => loaded.connect(target))
        .catch(() => undefined),
    getSessionToken: async (call) => {
      // A code is spent only when all that is needed to keep the session is at hand, whoever replaces our files.
      const [loaded] = await Promise.all([sts(), sdkReader(), writer()]);
      return loaded.getSessionToken(call);
    },
    getCallerIdentity: async (call) => (await identity()).getCallerIdentity(call),
    listMfaDevices: async (call) => (await identity()).listMfaDevices(call),
  };
}

async function loadSts(env: NodeJS.ProcessEnv): Promise<Sts> {
  silenceSdk(env);
  return (await import('./adapters/aws/sts.ts')).createSts();
}

async function loadIdentity(env: NodeJS.ProcessEnv): Promise<Identity> {
  silenceSdk(env);
  return (await import('./adapters/aws/iam.ts')).createIdentity();
}

/** The SDK announces which Node versions it will drop; that is for us to follow, not for the person to read. */
function silenceSdk(env: NodeJS.ProcessEnv): void {
  env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** @returns nothing where standard input is a terminal, which is for the prompt */
async function readStdinLine(stdin: NodeJS.ReadStream, signal: AbortSignal): Promise<string | undefined> {
  if (stdin.isTTY) return undefined;
  const { readLine } = await import('./adapters/terminal/read-line.ts');
  const late = AbortSignal.timeout(PATIENCE);
  try {
    return await readLine(stdin, AbortSignal.any([signal, late]));
  } catch (error) {
    if (signal.aborted) throw error;
    if (!late.aborted) return ''; // Closed, a folder, not open for reading: nothing can come.
    throw new AwsMfaError('cancelled', 'Nothing came on standard input for 5 minutes; nothing was written.');
  }
}

async function openPrompt(process: NodeJS.Process, signal: AbortSignal): Promise<Prompt | undefined> {
  const [asking, { askText, askYesNo }] = await Promise.all([
    openTerminal(process, signal),
    import('./adapters/terminal/ask.ts'),
  ]);
  return (
    asking && {
      askText: (message, check, meanwhile) => askText(message, check, asking, meanwhile),
      askYesNo: (message) => askYesNo(message, asking),
      close: () => asking.terminal.close(),
    }
  );
}

async function openQuestions(process: NodeJS.Process, signal: AbortSignal): Promise<Questions | undefined> {
  const [asking, { askYesNo }, { askLine, askSecret, choose }] = await Promise.all([
    openTerminal(process, signal),
    import('./adapters/terminal/ask.ts'),
    import('./adapters/terminal/questions.ts'),
  ]);
  return (
    asking && {
      askLine: (message, check, usual) => askLine(message, check, usual, asking),
      askSecret: (message, check) => askSecret(message, check, asking),
      choose: (message, choices) => choose(message, choices, asking),
      askYesNo: (message, usual) => askYesNo(message, asking, usual),
      close: () => asking.terminal.close(),
    }
  );
}

/** @returns nothing where there is no terminal */
async function openTerminal(
  { stdin, stderr, env }: NodeJS.Process,
  signal: AbortSignal,
): Promise<Asking | undefined> {
  const terminal = (await import('./adapters/terminal/terminal.ts')).openTerminal(stdin, stderr);
  return terminal && { terminal, colour: hasColour(env), signal, patience: PATIENCE };
}

/** Whether terminals are to be written to in colour. */
function hasColour(env: NodeJS.ProcessEnv): boolean {
  return !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
