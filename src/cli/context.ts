/**
 * Builds the context that the commands get from this process, and its output. What a run may not need (the SDK, the
 * prompt, the writer) is loaded when it is needed.
 */
import { closeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { isatty } from 'node:tty';
import { createAws } from '../aws/create-aws.ts';
import type { Context, Files, Output, Processes, TerminalInput } from '../context.ts';
import { NESTED, readEnvironment } from '../environment.ts';
import { homeFolder } from '../system/files/file-system.ts';
import { readTextFile, watchFile } from '../system/files/read-file.ts';
import { once } from '../text/memoize.ts';
import type { Signals } from './signals.ts';
import { columnsOf, hasColor, printableJson, speak } from '../system/terminal/speak.ts';

/** Milliseconds for a command that prints the code: enough to find a security key and touch it. */
const COMMAND_TIMEOUT = 60_000;

/** Listens for signals before anything is asked, run or written. */
export function createContext(process: NodeJS.Process, output: Output, signals: Signals): Context {
  const { stop: signal, listen } = signals;
  const sdkReader = once(() => import('../aws/sdk-reader.ts'));
  const writer = once(() => {
    listen();
    return import('../system/files/update-file.ts');
  });
  const files: Files = {
    get home() {
      return homeFolder(process);
    },
    readTextFile,
    watchFile,
    fileState: async (path) => (await import('../system/files/file-state.ts')).fileState(path),
    probeWrite: async (path) => {
      listen();
      return (await import('../system/files/probe-write.ts')).probeWrite(path, signal);
    },
    updateFile: async (update) => (await writer()).updateFile(update),
    readFileAsSdk: async (path, kind) => (await sdkReader()).readFileAsSdk(path, kind),
    readTextAsSdk: async (bytes, kind) => (await sdkReader()).readTextAsSdk(bytes, kind),
  };
  return {
    files,
    terminal: terminalOf(process, signals),
    output: {
      ...output,
      say: (tone, text) => {
        listen();
        output.say(tone, text);
      },
    },
    aws: createAws({
      process,
      home: () => files.home,
      signal,
      listen,
      loadWriter: () => Promise.all([sdkReader(), writer()]),
    }),
    processes: processesOf(process, signals),
    clock: {
      now: () => new Date(),
      wait: (milliseconds) => setTimeout(milliseconds, undefined, { signal }),
    },
    environment: readEnvironment(process.env),
    signal,
  };
}

function terminalOf(process: NodeJS.Process, { stop, listen }: Signals): TerminalInput {
  const terminal = () => {
    listen();
    return import('../system/terminal/terminal.ts');
  };
  return {
    openPrompt: async () => (await terminal()).openPrompt(process, stop),
    openQuestions: async () => (await terminal()).openQuestions(process, stop),
    readStdinLine: async () => {
      listen();
      return (await import('../system/terminal/stdin-line.ts')).readStdinLine(process.stdin, stop);
    },
  };
}

function processesOf(process: NodeJS.Process, { stop: signal, listen, take, endBy }: Signals): Processes {
  return {
    variables: { ...process.env },
    // Bun is in the standalone program; it also names the version of Node that it resembles.
    nodeVersion: process.versions['bun'] === undefined ? process.versions.node : undefined,
    awsCli: async () => (await import('../system/processes/find-on-path.ts')).awsCli(process, signal),
    runCommand: async (command) => {
      listen();
      const { runCommand } = await import('../system/processes/run-command.ts');
      const env = { ...process.env, [NESTED]: '1' };
      return runCommand(command, { env, timeoutMs: COMMAND_TIMEOUT, signal, self: process });
    },
    runChild: async (command, args, env) => {
      const { runChild } = await import('../system/processes/run-child.ts');
      signal.throwIfAborted();
      return runChild(command, args, env, take);
    },
    endBy,
  };
}

export interface StandardStreams extends Output {
  /** To standard error, as it is. */
  printError: (text: string) => void;
}

/** Opens the two standard streams for messages, in color if they take it. */
export async function openOutput(process: NodeJS.Process): Promise<StandardStreams> {
  closeLostTerminals(process);
  const { stdout, stderr } = process;
  // Without a listener, an error would end the process.
  [stdout, stderr].forEach((stream) => stream.on('error', () => undefined));
  const { write, lost } = countedWrites(stdout);
  const colors = hasColor(process.env) && (stdout.isTTY || stderr.isTTY);
  const paint = colors ? (await import('../system/terminal/colors.ts')).paint : undefined;
  const outlet = (stream: NodeJS.WriteStream) => ({
    write: stream === stdout ? write : (text: string) => stream.write(text),
    columns: columnsOf(stream, process.env),
    paint: stream.isTTY ? paint : undefined,
  });
  return {
    print: (text) => {
      write(text);
      return lost();
    },
    lost,
    printError: (text) => void stderr.write(text),
    isShown: stdout.isTTY,
    say: (tone, text) => speak(outlet(tone === 'result' || tone === 'plain' ? stdout : stderr), tone, text),
    show: (tone, text) => speak(outlet(stdout), tone, text),
    printJson: (value) => write(`${printableJson(value)}\n`),
    columns: () => columnsOf(stdout, process.env),
  };
}

/** Writes to a stream, and remembers the first error. A pipe that its reader has closed (`| head`) is none. */
function countedWrites(stream: NodeJS.WriteStream) {
  let last = Promise.resolve();
  let failure: NodeJS.ErrnoException | undefined;
  return {
    write: (text: string): void => {
      last = new Promise((resolve) => {
        stream.write(text, (error) => {
          failure ??= error ?? undefined;
          resolve();
        });
      });
    },
    lost: async (): Promise<string | undefined> => {
      await last;
      return failure?.code === 'EPIPE' ? undefined : (failure?.code ?? failure?.message);
    },
  };
}

/**
 * At exit, Node restores the settings of every standard stream that was a terminal, and aborts if the terminal is gone,
 * with a core file that holds keys. It skips closed streams, so they are closed here.
 */
function closeLostTerminals(process: NodeJS.Process): void {
  const terminals = [0, 1, 2].filter((descriptor) => isatty(descriptor));
  process.on('exit', () => terminals.filter((descriptor) => !isatty(descriptor)).forEach(closeQuietly));
}

function closeQuietly(descriptor: number): void {
  try {
    closeSync(descriptor);
  } catch {
    // It is closed already.
  }
}
