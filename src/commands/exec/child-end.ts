/** Turns the end of a command that `exec` ran into the exit code that a shell would give. */
import type { ChildEnd } from '../../system/processes/run-child.ts';
import { shellCommand } from '../../text/shell-command.ts';

/** POSIX, Shell Command Language, "Exit Status for Commands". */
export function exitCodeOf(end: ChildEnd): number {
  switch (end.kind) {
    case 'exited':
      return end.code;
    case 'killed':
      return 128 + end.signal;
    case 'unstarted':
      return end.reason === 'ENOENT' ? 127 : 126;
  }
}

export type SharedSignal = 'SIGHUP' | 'SIGINT' | 'SIGTERM';

const SHARED = new Map<number, SharedSignal>([
  [1, 'SIGHUP'],
  [2, 'SIGINT'],
  [15, 'SIGTERM'],
]);

/**
 * The signal that is to end us as well: a shell gives up its loop at Ctrl-C, and a service manager takes SIGTERM for an
 * orderly end, only where they see the signal itself. Others mean a crash, whose core file would be one of us, with keys.
 */
export function sharedSignal(end: ChildEnd): SharedSignal | undefined {
  return end.kind === 'killed' ? SHARED.get(end.signal) : undefined;
}

/** Why a command did not begin, and what can be done. */
export function whyUnstarted(command: string, reason: string): [what: string, remedy: string] {
  switch (reason) {
    case 'ENOENT':
      return command.includes('/')
        ? [`There is no program ${command}, or none that its first line names.`, 'Check both paths.']
        : [
            `There is no command ${command} in the folders of PATH.`,
            'Check its name, or give its whole path.',
          ];
    case 'EACCES':
      return command.includes('/')
        ? [
            `${command} may not be run: it is not executable, or a folder.`,
            `For a script: ${shellCommand('chmod', '+x', { path: command })}`,
          ]
        : [
            `${command} may not be run: the one in the folders of PATH is not executable, or in a folder closed to you.`,
            'Give the whole path of another.',
          ];
    case 'E2BIG':
      return [
        `The arguments of ${command} and its environment are more than the system takes.`,
        'Give it fewer arguments, or a file of them; or unset what fills the environment.',
      ];
    default:
      return [`${command} could not be run (${reason}).`, 'Try it by itself in the shell.'];
  }
}
