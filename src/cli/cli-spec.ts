/** Reads commands and options out of commander for the completion scripts, so that there is no second list of them. */
import type { Argument, Command, Option } from 'commander';
import type { CommandSpec, OptionSpec, CliSpec, Value } from '../commands/completion/offers.ts';
import { SHELLS } from '../commands/completion/offers.ts';
import { EXPORT_FORMATS } from '../commands/export/session-text.ts';

/** Where only some words can stand, by what stands for them in the help: `<format>`. */
const ONE_OF: Readonly<Record<string, readonly string[]>> = { format: EXPORT_FORMATS, shell: SHELLS };

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
  const names = commands.map(({ name }) => name);
  // Commander's own, which stands in no list of the program's.
  const help = { name: 'help', what: 'print the help of a command', options: [] };
  return {
    options: optionsOf(program),
    commands: [...commands, { ...help, word: { kind: 'one-of', words: names } }],
  };
}

/** With those that the help leaves out to be short, and with the help itself. */
function optionsOf(command: Command): OptionSpec[] {
  const visible = command.createHelp().visibleOptions(command);
  return [...new Set([...command.options, ...visible])].map((option) => ({
    long: option.long ?? '',
    short: option.short,
    what: option.description,
    value: option.required ? valueOf(option) : undefined,
  }));
}

function valueOf({ long = '', flags }: Option): Value {
  const [, name = ''] = /<(.+)>/.exec(flags) ?? [];
  return long.endsWith('profile') ? { kind: 'profile' } : oneOf(name);
}

function wordOf(argument: Argument): Value {
  if (argument.variadic) return { kind: 'command-line' };
  return argument.name() === 'name' ? { kind: 'profile' } : oneOf(argument.name());
}

function oneOf(name: string): Value {
  const words = ONE_OF[name];
  return words ? { kind: 'one-of', words } : { kind: 'free' };
}
