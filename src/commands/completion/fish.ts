/** The completion script for fish, with a description for each word. */
import { type CommandSpec, type OptionSpec, type CliSpec, type Value, offersOf } from './offers.ts';

export function fishScript(cliSpec: CliSpec): string {
  const withValue = offersOf(cliSpec).values.map(([place]) => quoted(place));
  const open = cliSpec.commands.filter(isOpen).map(({ name }) => name);
  return `# What Tab offers after aws-mfa in fish. Put this line into ~/.config/fish/completions/aws-mfa.fish:
#   aws-mfa completion fish | source
# The names of profiles are read when they are needed. They are compared, and never evaluated.

function __aws_mfa_profiles
    command aws-mfa completion profiles </dev/null 2>/dev/null
end

# What comes before the cursor: the command, and its words; for exec including the options of its command.
function __aws_mfa_words
    set -l command
    set -l words
    set -l is_value
    for word in (commandline -opc)[2..]
        if set -q words[1]; and contains -- $command ${open.join(' ')}
            set -a words $word
        else if set -q is_value[1]
            set is_value
        else if string match -qr -- '^-.' $word
            if contains -- "$command $word" ${withValue.join(' ')}
                set is_value yes
            end
        else if not set -q command[1]
            set command $word
        else
            set -a words $word
        end
    end
    string join -- \\n "$command" $words
end

# Whether that is this command, with so many words if a number is given.
function __aws_mfa_after
    set -l words (__aws_mfa_words)
    test "$words[1]" = "$argv[1]"
    and test (count $words[2..]) = "$argv[2]" -o -z "$argv[2]"
end

# What fish offers for the command after exec.
function __aws_mfa_command_line
    set -l line (string escape -- (__aws_mfa_words)[2..]) (commandline -ct)
    # An option before it belongs to aws-mfa.
    string match -q -- '-*' $line[1]; or complete -C "$line"
end

complete -c aws-mfa -f
${[...cliSpec.commands.map(commandEntry), ...cliSpec.options.map((option) => optionEntry('', option))].join('\n')}
${cliSpec.commands.flatMap(entriesAfter).join('\n')}
`;
}

function commandEntry({ name, what }: CommandSpec): string {
  return entry('', `-a ${name} -d ${quoted(what)}`);
}

/** What follows the command of `exec`, options included, belongs to that command. */
function entriesAfter(command: CommandSpec): string[] {
  const { name, options, word } = command;
  const start = `${name} 0`;
  return [
    ...options.map((option) => optionEntry(isOpen(command) ? start : name, option)),
    ...(word ? [entry(isOpen(command) ? name : start, values(word))] : []),
  ];
}

function isOpen({ word }: CommandSpec): boolean {
  return word?.kind === 'command-line';
}

function optionEntry(place: string, { long, short, what, value }: OptionSpec): string {
  const flags = `${short ? `-s ${short.slice(1)} ` : ''}-l ${long.slice(2)}`;
  return entry(place, `${flags}${value ? ` ${values(value)}` : ''} -d ${quoted(what)}`);
}

function entry(place: string, what: string): string {
  return `complete -c aws-mfa -n ${quoted(`__aws_mfa_after ${place}`.trim())} ${what}`;
}

function values(value: Value): string {
  switch (value.kind) {
    case 'profile':
      return "-x -a '(__aws_mfa_profiles)'";
    case 'command-line':
      return "-x -a '(__aws_mfa_command_line)'";
    case 'one-of':
      return `-x -a ${quoted(value.words.join(' '))}`;
    case 'free':
      return '-x';
  }
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}
