/** Explains what is wrong with a command line. It repeats what was typed only if it cannot be a code. */
import type { Command, CommanderError, Option } from 'commander';
import { nearNames } from '../text/near-name.ts';
import { AwsMfaError } from '../errors.ts';
import { shellCommand } from '../text/shell-command.ts';

/** What commander calls it when it would print help on its own, for nothing is left to do. */
export const NO_COMMAND = 'commander.help';

/** A line that commander could not take. */
export interface Unusable {
  error: CommanderError;
  args: readonly string[];
  /** The command that was typed, where the line begins with one. */
  name: string | undefined;
}

/** @param program with every command */
export function usageError({ error, args, name }: Unusable, program: Command): AwsMfaError {
  // eslint-disable-next-line no-restricted-syntax -- the word in quotes is in no other field of the error of commander
  const typed = /^[^']*'(-{0,2}[a-z][a-z-]*|[a-z][a-z-]{0,6}\d)[='\s]/i.exec(error.message)?.[1];
  const help = helpOf(name);
  switch (error.code) {
    case NO_COMMAND:
      return isHelpOfNone(args)
        ? unknownCommand(plainWord(wordBehindHelp(args)), program)
        : usage(
            'No command was given.',
            'To get a session: `aws-mfa login`. The first time: `aws-mfa setup`',
          );
    case 'commander.unknownOption':
      return misplacedOption(typed, args, program, name) ?? unknownOption(typed, program, name);
    case 'commander.unknownCommand':
      return unknownCommand(typed, program);
    case 'commander.excessArguments':
      return excessWords(args, program, name);
    case 'commander.optionMissingArgument':
      return usage(`The option ${typed ?? ''} lacks its value.`, `See ${help}`);
    case 'commander.missingArgument':
      return usage(`A word is missing behind the command: <${typed ?? 'word'}>.`, `See ${help}`);
    default:
      return usage('The command line cannot be understood.', `See ${help}`);
  }
}

/** `help` with a word that is no command; without one commander has printed the help. */
export function isHelpOfNone(args: readonly string[]): boolean {
  return wordBehindHelp(args) !== undefined;
}

function wordBehindHelp(args: readonly string[]): string | undefined {
  const at = args.indexOf('help');
  return at === -1 || args[at + 1]?.startsWith('-') ? undefined : args[at + 1];
}

/** A word that holds no code. */
function plainWord(word: string | undefined): string | undefined {
  return word && /^([a-z][a-z-]*|[a-z][a-z-]{0,6}\d)$/i.test(word) ? word : undefined;
}

function helpOf(name: string | undefined): string {
  return shellCommand('aws-mfa', ...(name ? [name] : []), '--help');
}

function excessWords(args: readonly string[], program: Command, name: string | undefined): AwsMfaError {
  const help = helpOf(name);
  if (args.includes('help')) return usage('The help of a command is an option.', `Type ${help}`);
  const own = program.commands.find((command) => command.name() === name);
  const takesCode = own?.options.some(({ long }) => long === '--token');
  return usage(
    'There are words on the command line that belong to no option.',
    `${takesCode ? 'A code goes behind --token; see' : 'See'} ${help}`,
  );
}

/** An option that there is: of another command, ahead of its command, or with a value that it does not take. */
function misplacedOption(
  typed: string | undefined,
  args: readonly string[],
  program: Command,
  name: string | undefined,
): AwsMfaError | undefined {
  const owner = ownerOf(typed, args, program);
  if (!typed || !owner) return undefined;
  const example = `For example: ${shellCommand('aws-mfa', owner.name(), typed)}`;
  if (name === undefined) return usage(`${typed} goes behind the command.`, example);
  if (owner.name() !== name)
    return usage(`${shellCommand('aws-mfa', name)} has no option ${typed}.`, example);
  return owner.options.some(({ long, required }) => long === typed && required)
    ? usage(`${typed} and its value are two words.`, `See ${helpOf(name)}`)
    : usage(`${typed} takes no value.`, example);
}

/** The command that has an option: one that was typed, if it does. */
function ownerOf(typed: string | undefined, args: readonly string[], program: Command): Command | undefined {
  const owners = program.commands.filter(({ options }) => options.some(({ long }) => long === typed));
  return owners.find((command) => args.includes(command.name())) ?? owners[0];
}

function unknownOption(typed: string | undefined, program: Command, name: string | undefined): AwsMfaError {
  if (typed === '--version' || typed === '--help')
    return usage(`${typed} stands by itself.`, `Type ${shellCommand('aws-mfa', typed)}`);
  const own = program.commands.filter((command) => name === undefined || command.name() === name);
  const options: Option[] = [program, ...own].flatMap((command) => [...command.options]);
  return usage(
    typed ? `There is no option ${typed}.` : 'There is no such option.',
    suggestion(typed, [...options.map(({ long }) => long ?? ''), '--help'], helpOf(name)),
  );
}

function unknownCommand(typed: string | undefined, program: Command): AwsMfaError {
  if (!typed) {
    return usage(
      'There is no such command.',
      'A code goes to `aws-mfa login`; all commands: `aws-mfa --help`',
    );
  }
  const names = [...program.commands.map((command) => command.name()), 'help'];
  const isOption = program.options.some(({ long }) => long === `--${typed}`);
  return usage(
    `There is no command "${typed}".`,
    isOption ? `Did you mean --${typed}?` : suggestion(typed, names, helpOf(undefined)),
  );
}

/** What the AWS CLI, its files and other tools call an option. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  '--code': '--token',
  '--duration-seconds': '--duration',
  '--mfa-serial': '--serial-number',
  '--mfa-token': '--token',
  '--token-code': '--token',
  '--update-profile': '--mfa-profile',
};

/** The nearest names; where none is near, those that were only begun. */
function suggestion(typed: string | undefined, names: readonly string[], help: string): string {
  const known = [...new Set(names)].filter((name) => name !== typed);
  const meant = known.filter((name) => typed && OTHER_WORDS[typed] === name);
  const near = typed ? [...meant, ...nearNames(typed, known)] : [];
  const begun = typed && /\w\w/.test(typed) ? known.filter((name) => name.startsWith(typed)) : [];
  const offered = near.length > 0 ? near : begun.slice(0, 3);
  return offered.length > 0 ? `Did you mean ${offered.join(' or ')}?` : `See ${help}`;
}

function usage(what: string, remedy: string): AwsMfaError {
  return new AwsMfaError('invalid_usage', what, remedy);
}
