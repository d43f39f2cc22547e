/** The command line as a shell has to know it: what may be typed where. */

export interface Outline {
  /** What may stand ahead of the command. */
  options: OptionOutline[];
  /** In the order of the help. */
  commands: CommandOutline[];
}

export interface CommandOutline {
  name: string;
  /** A line of the help. */
  what: string;
  options: OptionOutline[];
  /** What the first word behind the command is; nothing where it takes none. */
  word: Value | undefined;
}

export interface OptionOutline {
  /** `--profile`. */
  long: string;
  /** `-h`. */
  short: string | undefined;
  /** A line of the help. */
  what: string;
  /** What stands behind it; nothing where it takes no value. */
  value: Value | undefined;
}

export type Value =
  | { kind: 'profile' }
  /** A command of the person's with words of its own, to the end of the line. */
  | { kind: 'command-line' }
  | { kind: 'one-of'; words: readonly string[] }
  /** Nothing that could be offered. */
  | { kind: 'free' };
