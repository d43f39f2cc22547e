/**
 * Builds the context that the commands get from this process. What a run may not need (the SDK, the
 * prompt, the writer) is loaded when it is needed.
 */
import { setTimeout } from 'node:timers/promises';
import { createAws } from '../aws/create-aws.ts';
import type { Context, Files, Output, Processes, TerminalInput } from '../context.ts';
import { NESTED, readEnvironment, variablesOf } from '../environment.ts';
import { homeFolder } from '../system/files/file-system.ts';
import { programPath } from '../system/processes/find-program.ts';
import { fileState, readUtf8File, watchFile } from '../system/files/read-file.ts';
import { AwsMfaError, type ErrorCode } from '../errors.ts';
import { once } from '../text/memoize.ts';

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
  const turns = () => import('../system/files/take-turns.ts');
  const files: Files = {
    home: homeFolder(process),
    readTextFile: readUtf8File,
    watchFile,
    fileState: (path) => new Promise((resolve) => resolve(fileState(path))),
    probeWrite: async (path) => {
      listen();
      return (await import('../system/files/probe-write.ts')).probeWrite(path, signal);
    },
    updateFile: async (update) => (await writer()).updateFile(update),
    inTurn: async (turn, work) => {
      listen();
      return (await turns()).inTurn(turn, work, signal);
    },
    remember: async (turn, text) => (await turns()).remember(turn, text),
    recall: async (turn) => (await turns()).recall(turn),
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
      wait: (milliseconds) =>
        setTimeout(milliseconds, undefined, { signal }).catch((error: unknown) => {
          // Node's own error only has the reason as its cause.
          signal.throwIfAborted();
          throw error;
        }),
    },
    environment: readEnvironment(process.env, process.platform),
    signal,
  };
}

function terminalOf(process: NodeJS.Process, { stop, listen }: Signals): TerminalInput {
  const terminal = () => {
    listen();
    return import('../system/terminal/terminal.ts');
  };
  const agent = once(async () => {
    if (process.stdin.isTTY) return undefined;
    const { determineAgent } = await import('@vercel/detect-agent');
    return (await determineAgent()).agent?.name;
  });
  const wrapper = async () =>
    (await import('../system/terminal/device.ts')).needsWinpty(process) ? 'winpty' : undefined;
  return {
    agent,
    wrapper,
    // An agent's shell often keeps the controlling terminal: a prompt on it would wait, and break the agent's screen.
    openPrompt: async (ignoresTypedAhead = false) =>
      (await agent()) ? undefined : (await terminal()).openPrompt(process, stop, ignoresTypedAhead),
    openQuestions: async () =>
      (await agent()) ? undefined : (await terminal()).openQuestions(process, stop),
    readStdinLine: async () => {
      listen();
      return (await import('../system/terminal/stdin-line.ts')).readStdinLine(process.stdin, stop);
    },
  };
}

function processesOf(process: NodeJS.Process, { stop: signal, listen, take, endBy }: Signals): Processes {
  // Bun is in the standalone program; it also names the version of Node that it resembles.
  const nodeVersion = process.versions['bun'] === undefined ? process.versions.node : undefined;
  return {
    nodeVersion,
    program: process.platform === 'win32' && nodeVersion !== undefined ? 'aws-mfa.cmd' : 'aws-mfa',
    variables: variablesOf(process),
    awsCli: async () => (await import('../system/processes/run-command.ts')).awsCli(process, signal),
    runCommand: async (command) => {
      listen();
      const { runCommand } = await import('../system/processes/run-command.ts');
      const env = { ...process.env, [NESTED]: '1' };
      return runCommand(command, { env, timeoutMs: COMMAND_TIMEOUT, signal, self: process });
    },
    platform: process.platform,
    hasProgram: (name) => programPath(name, process) !== undefined,
    runTool: async (call, stop) => {
      listen();
      const { runTool } = await import('../system/processes/run-command.ts');
      return runTool(call, { env: process.env, timeoutMs: COMMAND_TIMEOUT, signal: stop, self: process });
    },
    runChild: async (command, args, env) => {
      const { runChild } = await import('../system/processes/run-child.ts');
      signal.throwIfAborted();
      return runChild(command, args, env, take);
    },
    endBy,
  };
}

/** Signals stop a run. While `exec` runs a command, they are passed to that command. */
export interface Signals {
  /** Aborted, with the error to end with, when the process is to stop. */
  stop: AbortSignal;
  /** Starts to listen at once: something is about to be asked, run or written. */
  listen: () => void;
  /** Passes all signals to a listener instead. @returns stops that */
  take: (listener: (signal: NodeJS.Signals) => void) => () => void;
  /** Ends this process by a signal. Returns if the system ignores it, as for the first process of a container. */
  endBy: (signal: NodeJS.Signals) => void;
}

const STOPPING: readonly [signal: NodeJS.Signals, code: ErrorCode][] = [
  ['SIGINT', 'cancelled'],
  ['SIGHUP', 'hangup'],
  // Its default action is a core file, with keys in it.
  ['SIGQUIT', 'quit'],
  ['SIGTERM', 'terminated'],
];

/** Signals that have a meaning of their own for many programs, and those that would end this one and leave the command. */
const COMMANDS_OWN: readonly NodeJS.Signals[] = [
  ...(['SIGUSR1', 'SIGUSR2', 'SIGALRM', 'SIGCONT'] as const),
  // Not SIGPWR, with which Bun stops its own threads.
  ...(['SIGVTALRM', 'SIGPROF', 'SIGIO', 'SIGXCPU', 'SIGSTKFLT'] as const),
];

/**
 * Listens from the first turn of the event loop, or earlier if {@link Signals.listen} is called. Until then only files
 * are read, and no listener could run; the system's default ends the process at once, even while it parses a large
 * file. SIGQUIT is handled from the start, because its default writes a core file.
 */
export function watchSignals(process: NodeJS.Process): Signals {
  const stop = new AbortController();
  let taker: ((signal: NodeJS.Signals) => void) | undefined;
  const listenTo = ([name, code]: (typeof STOPPING)[number]) => {
    process.on(name, () => {
      if (taker) taker(name);
      else stop.abort(new AwsMfaError(code, 'Canceled; nothing was written.'));
    });
  };
  STOPPING.filter(([name]) => name === 'SIGQUIT').forEach(listenTo);
  const listen = once(() => STOPPING.filter(([name]) => name !== 'SIGQUIT').forEach(listenTo));
  setImmediate(listen);
  return {
    stop: stop.signal,
    listen,
    take(listener) {
      listen();
      taker = listener;
      for (const name of COMMANDS_OWN) process.on(name, listener);
      return () => {
        taker = undefined;
        for (const name of COMMANDS_OWN) process.off(name, listener);
      };
    },
    endBy(signal) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    },
  };
}
