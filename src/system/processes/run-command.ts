/**
 * Runs a command line in the platform's shell, or a program without one, and returns what it printed. Also asks two
 * programs: `aws` for its version, and `tty` for the name of the terminal.
 */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';
import { devNull } from 'node:os';
import { terminalDevice, type TerminalDevice } from '../terminal/device.ts';
import { programEnd, type CommandOptions, type NoEnd, type Self } from './child-end.ts';
import type { ToolCall } from '../../stores/stores.ts';
import { programPath, startOf } from './find-program.ts';

/** How a command ended. It is unstarted if the command line is too long or contains a zero byte. */
export type CommandEnd =
  { kind: 'exited'; code: number; printed: string } | { kind: 'killed'; by: string } | NoEnd;

/**
 * Runs a command line in the platform's shell. It can use the terminal ("touch your key").
 * @throws the signal's reason when it is aborted
 */
export async function runCommand(command: string, options: CommandOptions): Promise<CommandEnd> {
  const { env, signal, self } = options;
  signal.throwIfAborted();
  const device = terminalDevice(self);
  // Standard input that is not a terminal is not for the command.
  const keyboard = isatty(0) ? undefined : openIfThere(device?.input);
  const screen = isatty(2) ? undefined : openIfThere(device?.output);
  const input = isatty(0) ? 'inherit' : (keyboard ?? 'ignore');
  const questions = screen ?? 'inherit';
  try {
    const start = () => spawn(command, { shell: true, env, stdio: [input, 'pipe', questions] });
    const end = await programEnd(start, options);
    if (end.kind === 'full') return { kind: 'exited', code: 0, printed: end.printed };
    if (end.kind !== 'closed') return end;
    const { code, by, printed } = end;
    return code === null ? { kind: 'killed', by: by ?? 'a signal' } : { kind: 'exited', code, printed };
  } finally {
    for (const descriptor of [keyboard, screen]) if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** The controlling terminal, if there is one: the standard streams may lead elsewhere. */
function openIfThere(device: TerminalDevice['input'] | undefined): number | undefined {
  try {
    return device && openSync(...device);
  } catch {
    return undefined;
  }
}

export type ToolEnd =
  | {
      kind: 'exited';
      /** 1 if a signal has ended it, or if it printed too much. */
      code: number;
      printed: string;
      /** What it said on standard error. */
      words: string;
    }
  | NoEnd;

/** Runs a program without a shell, with a text for its standard input. @throws the signal's reason when it is aborted */
export async function runTool(call: ToolCall, options: CommandOptions): Promise<ToolEnd> {
  const { env, signal, self } = options;
  signal.throwIfAborted();
  const path = programPath(call.program, self);
  if (path === undefined) return { kind: 'unstarted' };
  const start = () => {
    const { file, args, options: own } = startOf(path, call.args, env);
    const child = spawn(file, args, { ...own, env, stdio: 'pipe', windowsHide: true });
    // A program that ends without reading breaks the pipe.
    child.stdin.on('error', () => undefined).end(call.input ?? '');
    return child;
  };
  const end = await programEnd(start, options);
  if (end.kind === 'full') return { kind: 'exited', code: 1, printed: '', words: '' };
  if (end.kind !== 'closed') return end;
  return { kind: 'exited', code: end.code ?? 1, printed: end.printed, words: end.words };
}

export interface AwsCli {
  path: string;
  /** The first line that `aws --version` prints; undefined if it failed, or took too long. */
  printed: string | undefined;
}

/** Milliseconds for `aws --version`: it is slow to start. */
const TIMEOUT = 10_000;

/** The first `aws` on the PATH. @throws the signal's reason when it is aborted */
export async function awsCli(self: Self, signal: AbortSignal): Promise<AwsCli | undefined> {
  const path = programPath('aws', self);
  if (path === undefined) return undefined;
  const options = { env: harmless(self.env), timeoutMs: TIMEOUT, signal, self };
  const end = await runTool({ program: 'aws', args: ['--version'] }, options);
  if (end.kind !== 'exited' || end.code !== 0) return { path, printed: undefined };
  // Version 1 on Python 2 prints it to standard error.
  return { path, printed: (end.printed || end.words).split(/\r?\n/, 1)[0] };
}

/** Without keys; without the shared files, which may be broken; without the file in which it counts its sessions. */
function harmless(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !/^AWS_/i.test(name))),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_CLI_SESSION_ID_DISABLED: 'true',
  };
}

/** The terminal's own name, such as `/dev/pts/3`; undefined if no standard stream is a terminal, and on Windows. */
export function terminalName(self: Pick<NodeJS.Process, 'env' | 'platform'>): string | undefined {
  const stream = [0, 2, 1].find((each) => isatty(each));
  const path = self.platform === 'win32' ? undefined : programPath('tty', self);
  if (stream === undefined || path === undefined) return undefined;
  const { status, stdout } = spawnSync(path, { stdio: [stream, 'pipe', 'ignore'], encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
