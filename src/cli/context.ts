/**
 * Builds the context that the commands get: terminal, clock, files, processes and AWS. What a run may not need (the
 * SDK, the prompt, the writer) is loaded when it is needed.
 */
import { setTimeout } from 'node:timers/promises';
import { watchFile } from '../system/files/watch-file.ts';
import { readTextFile } from '../system/files/read-file.ts';
import { createAwsCalls } from './aws-calls.ts';
import { FOR_KEYS, NESTED, readEnvironment } from '../environment.ts';
import { homeFolder } from './home-folder.ts';
import { once } from '../text/memoize.ts';
import type { Signals } from './signals.ts';
import type { CommandDeps } from './program.ts';
import type { Voice } from './output.ts';

/** Milliseconds for a command that gets the code: long enough to look for a key and touch it. */
const COMMAND_PATIENCE = 60_000;

/** What the commands need, joined to what there is. */
export type Machine = CommandDeps;

export function createMachine(process: NodeJS.Process, voice: Voice, signals: Signals): Machine {
  const signal = signals.stop;
  // Taken before anything is set for the run itself.
  const variables = { ...process.env };
  const sdkReader = once(() => import('../aws/sdk-reader.ts'));
  const person = () => {
    signals.listen();
    return import('./prompts.ts');
  };
  const writer = once(() => {
    signals.listen();
    return import('../system/files/update-file.ts');
  });
  return {
    ...createAwsCalls({
      env: process.env,
      home: () => homeFolder(process),
      loadKeeping: () => Promise.all([sdkReader(), writer()]),
    }),
    environment: readEnvironment(process.env),
    variables,
    get home() {
      return homeFolder(process);
    },
    now: () => new Date(),
    wait: (milliseconds) => setTimeout(milliseconds, undefined, { signal }),
    signal,
    ...voice,
    // What has been begun to be told is ended in words, too.
    say: (tone, text) => {
      signals.listen();
      voice.say(tone, text);
    },
    loadAccount: () => import('../login/explain-plan.ts'),
    loadRenewal: () => import('../login/renew-session.ts'),
    loadRehearsal: () => import('../commands/login/dry-run.ts'),
    loadDeviceSearch: () => import('../login/find-device.ts'),
    loadWarnings: () => import('../login/file-notes.ts'),
    readTextFile,
    probeWrite: async (path) => {
      signals.listen();
      return (await import('../system/files/probe-write.ts')).probeWrite(path, signal);
    },
    watchFile,
    updateFile: async (update) => (await writer()).updateFile(update),
    readFileAsSdk: async (path, kind) => (await sdkReader()).readFileAsSdk(path, kind),
    readTextAsSdk: async (bytes, kind) => (await sdkReader()).readTextAsSdk(bytes, kind),
    keysOfProcess: async (command) => {
      signals.listen();
      const [{ keysOfProcess }, { stopDescendants }] = await Promise.all([
        import('../aws/credential-process.ts'),
        import('../system/processes/stop-tree.ts'),
      ]);
      // The SDK hands its own environment on, so that this is where the process can be told whose it is.
      process.env[NESTED] = FOR_KEYS;
      return keysOfProcess(command, {
        patience: COMMAND_PATIENCE,
        signal,
        stop: () => stopDescendants(process),
      });
    },
    runCommand: async (command) => {
      signals.listen();
      const { runCommand } = await import('../system/processes/run-command.ts');
      return runCommand(command, {
        env: { ...process.env, [NESTED]: '1' },
        patience: COMMAND_PATIENCE,
        signal,
        self: process,
      });
    },
    loadRunChild: async () => {
      const { runChild } = await import('../system/processes/run-child.ts');
      return (command, args, env) => runChild(command, args, env, signals.take);
    },
    endBy: signals.endBy,
    openExamination: async () => (await import('./examination.ts')).openExamination(process, signal),
    readStdinLine: async () => (await person()).readStdinLine(process.stdin, signal),
    openPrompt: async () => (await person()).openPrompt(process, signal),
    openQuestions: async () => (await person()).openQuestions(process, signal),
  };
}
