/** The command line as the completion scripts need it: what can be typed in which place. */

/** The shells that there is a completion script for. */
export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

export interface CliSpec {
  /** Those before the command. */
  options: OptionSpec[];
  /** In the order of the help. */
  commands: CommandSpec[];
}

export interface CommandSpec {
  name: string;
  /** A line of the help. */
  what: string;
  options: OptionSpec[];
  /** Its first argument; undefined if it takes none. */
  word: Value | undefined;
}

export interface OptionSpec {
  /** `--profile`. */
  long: string;
  /** `-h`. */
  short: string | undefined;
  /** A line of the help. */
  what: string;
  /** Undefined if it takes no value. */
  value: Value | undefined;
}

export type Value =
  | { kind: 'profile' }
  /** A command of the user's and its arguments, to the end of the line. */
  | { kind: 'command-line' }
  | { kind: 'one-of'; words: readonly string[] }
  /** Nothing can be offered. */
  | { kind: 'free' };

/** Every command with its options; first, with an empty name, the options before the command. */
export function contexts({ options, commands }: CliSpec): { command: string; options: OptionSpec[] }[] {
  return [{ command: '', options }, ...commands.map(({ name, options }) => ({ command: name, options }))];
}

/** Each option that takes a value: `login --profile`, or ` --profile` before the command. */
export function optionsWithValue(cliSpec: CliSpec): { place: string; value: Value }[] {
  return contexts(cliSpec).flatMap(({ command, options }) =>
    options.flatMap(({ long, value }) => (value ? [{ place: `${command} ${long}`, value }] : [])),
  );
}
