/** How a command ended that was run in our place, as the exit code that a shell would give for it. */

export type ChildEnd =
  | { kind: 'exited'; code: number }
  /** By a signal, told by its number. */
  | { kind: 'killed'; signal: number }
  /** @property reason as the system has it: `ENOENT` */
  | { kind: 'unstarted'; reason: string };

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
      return [
        `${command} may not be run: it is not executable, or a folder.`,
        `For a script: \`chmod +x ${command}\``,
      ];
    case 'E2BIG':
      return [
        `${command} was given more arguments than the system takes.`,
        'Give it fewer, or a file of them.',
      ];
    default:
      return [`${command} could not be run (${reason}).`, 'Try it by itself in the shell.'];
  }
}
