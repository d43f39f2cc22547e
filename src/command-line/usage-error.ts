/** What is said of a command line that cannot be used: without the person's words, but for names that can hold no code. */
import type { Command, CommanderError, Option } from 'commander';
import { nearNames } from '../domain/near-name.ts';
import { AwsMfaError } from '../errors.ts';

/** What commander calls it when it would print help on its own, for nothing is left to do. */
export const NO_COMMAND = 'commander.help';

/**
 * @param program with every command
 * @param name of the command that was typed, where the line begins with one
 */
export function usageError(error: CommanderError, program: Command, name: string | undefined): AwsMfaError {
  const typed = /^[^']*'(-{0,2}[a-z][a-z-]*)[='\s]/i.exec(error.message)?.[1];
  const help = `aws-mfa ${name ? `${name} ` : ''}--help`;
  switch (error.code) {
    case NO_COMMAND:
      return usage(
        'No command was given.',
        'To get a session: `aws-mfa login`. The first time: `aws-mfa setup`',
      );
    case 'commander.unknownOption':
      return misplacedOption(typed, program, name) ?? unknownOption(typed, program, name);
    case 'commander.unknownCommand':
      return unknownCommand(typed, program);
    case 'commander.excessArguments':
      return usage(
        'There are words on the command line that belong to no option.',
        `${name === 'login' ? 'A code goes behind --token; see' : 'See'} \`${help}\``,
      );
    case 'commander.optionMissingArgument':
      return usage(`The option ${typed ?? ''} lacks its value.`, `See \`${help}\``);
    case 'commander.missingArgument':
      return usage('A word is missing behind the command.', `See \`${help}\``);
    default:
      return usage('The command line cannot be understood.', `See \`${help}\``);
  }
}

/** An option that there is: of another command, ahead of its command, or with a value that it does not take. */
function misplacedOption(
  typed: string | undefined,
  program: Command,
  name: string | undefined,
): AwsMfaError | undefined {
  const owner = ownerOf(typed, program, name);
  const option = owner?.options.find(({ long }) => long === typed);
  if (!typed || !owner || !option) return undefined;
  const example = `For example: \`aws-mfa ${owner.name()} ${typed}\``;
  if (name && owner.name() !== name) return usage(`\`aws-mfa ${name}\` has no option ${typed}.`, example);
  return option.required
    ? usage(`${typed} goes behind the command.`, example)
    : usage(`${typed} takes no value, and goes behind the command.`, example);
}

/** The command that has an option: the one that was typed, if it does. */
function ownerOf(typed: string | undefined, program: Command, name: string | undefined): Command | undefined {
  const owners = program.commands.filter(({ options }) => options.some(({ long }) => long === typed));
  return owners.find((command) => command.name() === name) ?? owners[0];
}

function unknownOption(typed: string | undefined, program: Command, name: string | undefined): AwsMfaError {
  const own = program.commands.filter((command) => name === undefined || command.name() === name);
  const options: Option[] = [program, ...own].flatMap((command) => [...command.options]);
  return usage(
    typed ? `There is no option ${typed}.` : 'There is no such option.',
    suggestion(
      typed,
      options.map(({ long }) => long ?? ''),
    ),
  );
}

function unknownCommand(typed: string | undefined, program: Command): AwsMfaError {
  return usage(
    typed ? `There is no command "${typed}".` : 'There is no such command.',
    suggestion(
      typed,
      program.commands.map((command) => command.name()),
    ),
  );
}

function suggestion(typed: string | undefined, names: string[]): string {
  const near = typed ? [...new Set(nearNames(typed, names))] : [];
  return near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'See `aws-mfa --help`';
}

function usage(what: string, remedy: string): AwsMfaError {
  return new AwsMfaError('usage', what, remedy);
}
