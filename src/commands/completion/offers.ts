/** The command line as the completion scripts need it: what can be typed at which place. */

export interface CliSpec {
  /** What may stand ahead of the command. */
  options: OptionSpec[];
  /** In the order of the help. */
  commands: CommandSpec[];
}

export interface CommandSpec {
  name: string;
  /** A line of the help. */
  what: string;
  options: OptionSpec[];
  /** What the first word behind the command is; nothing where it takes none. */
  word: Value | undefined;
}

export interface OptionSpec {
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

/** The specification turned around, for scripts that look up a place: from what can stand there to where it can. */
export interface Places {
  value: Value;
  /** `login --profile` is behind that option; ` --profile` the same ahead of any command; `login` is the word behind that. */
  places: string[];
}

/** What stands behind each option that takes a value. */
export function valuePlaces(cliSpec: CliSpec): Places[] {
  return grouped(
    contexts(cliSpec).flatMap(({ command, options }) =>
      options.flatMap(({ long, value }) => (value ? [{ place: `${command} ${long}`, value }] : [])),
    ),
  );
}

/** What the first word behind each command is. */
export function wordPlaces({ commands }: CliSpec): Places[] {
  return grouped(commands.flatMap(({ name, word }) => (word ? [{ place: name, value: word }] : [])));
}

/** Every command with its options; ahead of them, by the empty name, the options that stand ahead of any. */
export function contexts(cliSpec: CliSpec): { command: string; options: OptionSpec[] }[] {
  return [
    { command: '', options: cliSpec.options },
    ...cliSpec.commands.map(({ name, options }) => ({ command: name, options })),
  ];
}

function grouped(list: readonly { place: string; value: Value }[]): Places[] {
  const groups = new Map<string, Places>();
  for (const { place, value } of list) {
    const kind = JSON.stringify(value);
    const group = groups.get(kind) ?? { value, places: [] };
    group.places.push(place);
    groups.set(kind, group);
  }
  return [...groups.values()];
}
