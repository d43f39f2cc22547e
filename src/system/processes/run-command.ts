/**
 * Runs a command line in the platform's shell and returns its output. The command can use the terminal ("touch your
 * key"), and has a limited time.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { isatty } from 'node:tty';
import { terminalDevice, type TerminalDevice } from '../terminal/device.ts';
import { programEnd, type CommandOptions, type NoEnd } from './child-end.ts';

/** How a command ended. It is unstarted if the command line is too long or contains a zero byte. */
export type CommandEnd =
  { kind: 'exited'; code: number; printed: string } | { kind: 'killed'; by: string } | NoEnd;

/** @throws the signal's reason when it is aborted */
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
