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

/** What is offered in a place: words, or where they come from, in angle brackets. */
export type Offer = readonly [place: string, offered: string];

/** What can be typed where, for shells whose scripts look it up. */
export function offersOf({ options, commands }: CliSpec): Record<'values' | 'words' | 'options', Offer[]> {
  // First, with an empty name, what comes before the command.
  const contexts = [{ name: '', options }, ...commands];
  return {
    /** Of each option that takes a value: `login --profile`, or ` --profile` before the command. */
    values: contexts.flatMap(({ name, options }) =>
      options.flatMap(({ long, value }): Offer[] => (value ? [[`${name} ${long}`, offered(value)]] : [])),
    ),
    /** Of each command that takes an argument. */
    words: [
      ['', commands.map(({ name }) => name).join(' ')],
      ...commands.flatMap(({ name, word }): Offer[] => (word ? [[name, offered(word)]] : [])),
    ],
    options: contexts.map(({ name, options }) => [
      name,
      options.flatMap(({ short, long }) => (short ? [short, long] : [long])).join(' '),
    ]),
  };
}

function offered(value: Value): string {
  return value.kind === 'one-of' ? value.words.join(' ') : `<${value.kind}>`;
}
