/** Describes commands and options for the completion scripts and the documentation, as commander knows them. */
import type { Argument, Command, Option } from 'commander';
import type { CommandSpec, OptionSpec, CliSpec, Value } from '../commands/completion/offers.ts';
import { SHELLS } from '../commands/completion/offers.ts';
import { EXPORT_FORMATS } from '../commands/export/export-format.ts';
import { STORE_NAMES } from '../stores/stores.ts';
import { Alias } from './options.ts';

/** By the placeholder in the help: `<format>`. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  format: EXPORT_FORMATS,
  shell: SHELLS,
  store: STORE_NAMES,
};

const HELP: OptionSpec = { long: '--help', short: '-h', what: 'print this help', value: undefined };

export function cliSpecOf(program: Command): CliSpec {
  const commands = program.commands.map((command): CommandSpec => {
    const [argument] = command.registeredArguments;
    return {
      name: command.name(),
      what: command.description(),
      options: optionsOf(command),
      word: argument && wordOf(argument),
    };
  });
  const words = commands.map(({ name }) => name);
  const help = { name: 'help', what: 'Print the help of a command', options: [] };
  return {
    options: optionsOf(program),
    commands: [...commands, { ...help, word: { kind: 'one-of', words } }],
  };
}

/** With those that the help leaves out, but without aliases. */
function optionsOf({ options }: Command): OptionSpec[] {
  const listed = options.filter((option) => !(option instanceof Alias));
  return [
    ...listed.map((option) => ({
      long: option.long ?? '',
      short: option.short,
      what: option.description,
      value: option.required ? valueOf(option) : undefined,
    })),
    HELP,
  ];
}

function valueOf({ long = '', flags }: Option): Value {
  const [, name = ''] = /<(.+)>/.exec(flags) ?? [];
  return long.endsWith('profile') ? { kind: 'profile' } : oneOf(name);
}

function wordOf(argument: Argument): Value {
  if (argument.variadic) return { kind: 'command-line' };
  return argument.name() === 'profile' ? { kind: 'profile' } : oneOf(argument.name());
}

function oneOf(name: string): Value {
  const words = VALUES[name];
  return words ? { kind: 'one-of', words } : { kind: 'free' };
}
