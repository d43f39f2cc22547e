/** Explains what is wrong with a command line. What was typed is repeated only if it cannot be a code. */
import type { Command, CommanderError } from 'commander';
import { nearNames } from '../text/near-name.ts';
import { AwsMfaError } from '../errors.ts';
import { shellCommand } from '../text/shell-command.ts';
import { Alias } from './options.ts';

/** A command line that commander rejected. */
export interface Rejected {
  error: CommanderError;
  args: readonly string[];
  /** The command that the line starts with, as commander has parsed it. */
  command: Command | undefined;
}

/** @param program with every command and option */
export function usageError({ error, args, command }: Rejected, program: Command): AwsMfaError {
  const name = command?.name();
  // eslint-disable-next-line no-restricted-syntax -- the word in quotes is in no other field of the error of commander
  const typed = /^[^']*'(-{0,2}[a-z][a-z-]*|[a-z][a-z-]{0,6}\d)[='\s]/i.exec(error.message)?.[1];
  const seeHelp = `See ${helpOf(name)}`;
  switch (error.code) {
    case 'commander.help': {
      // `help` followed by a word that is no command; commander calls the lack of a command the same.
      const at = args.indexOf('help');
      const word = at === -1 || args[at + 1]?.startsWith('-') ? undefined : args[at + 1];
      return word === undefined
        ? usage('No command was given.', 'To get a session: `aws-mfa login`. The first time: `aws-mfa setup`')
        : unknownCommand(plainWord(word), program);
    }
    case 'commander.unknownOption':
      return misplacedOption(typed, args, program, name) ?? unknownOption(typed, program, name);
    case 'commander.unknownCommand':
      return unknownCommand(typed, program);
    case 'commander.excessArguments':
      return excessArgument(command);
    case 'commander.optionMissingArgument':
      return usage(`Option ${typed ?? ''} needs a value.`, seeHelp);
    case 'commander.missingArgument':
      return usage(`Missing argument <${typed ?? 'word'}>.`, seeHelp);
    default:
      return usage('The command line is not valid.', seeHelp);
  }
}

/** The word, unless it could be a code. */
function plainWord(word: string | undefined): string | undefined {
  return word && /^([a-z][a-z-]*|[a-z][a-z-]{0,6}\d)$/i.test(word) ? word : undefined;
}

function helpOf(name: string | undefined): string {
  return shellCommand('aws-mfa', ...(name ? [name] : []), '--help');
}

function excessArgument(command: Command | undefined): AwsMfaError {
  const word = plainWord(command?.args[command.registeredArguments.length]);
  const takesCode = command?.options.some(({ long }) => long === '--token');
  return usage(
    word ? `Unexpected argument "${word}".` : 'Unexpected argument.',
    `${takesCode ? 'To pass a code: --token CODE. ' : ''}See ${helpOf(command?.name())}`,
  );
}

/** An option of another command, in front of its command, or with a value that it does not take. */
function misplacedOption(
  typed: string | undefined,
  args: readonly string[],
  program: Command,
  name: string | undefined,
): AwsMfaError | undefined {
  const owners = program.commands.filter(({ options }) =>
    options.some((option) => option.long === typed && !(option instanceof Alias)),
  );
  const owner = owners.find((command) => args.includes(command.name())) ?? owners[0];
  if (!typed || !owner) return undefined;
  const example = `For example: ${shellCommand('aws-mfa', owner.name(), typed)}`;
  if (name === undefined) return usage(`${typed} must come after the command.`, example);
  if (owner.name() !== name)
    return usage(`${shellCommand('aws-mfa', name)} has no option ${typed}.`, example);
  return owner.options.some(({ long, required }) => long === typed && required)
    ? usage(`${typed} and its value must be two arguments.`, `See ${helpOf(name)}`)
    : usage(`${typed} does not take a value.`, example);
}

function unknownOption(typed: string | undefined, program: Command, name: string | undefined): AwsMfaError {
  if (typed === '--version' || typed === '--help')
    return usage(`${typed} cannot be combined with a command.`, `Run ${shellCommand('aws-mfa', typed)}`);
  const what = typed ? `Unknown option ${typed}.` : 'Unknown option.';
  const command = program.commands.find((each) => `--${each.name()}` === typed);
  if (command) return usage(what, `Did you mean ${shellCommand('aws-mfa', command.name())}?`);
  const own = program.commands.filter((each) => name === undefined || each.name() === name);
  const options = [program, ...own].flatMap((each) => [...each.options]);
  const names = options.filter((option) => !(option instanceof Alias)).map(({ long }) => long ?? '');
  return usage(what, didYouMean(typed, [...names, '--help'], OPTIONS_OF_OTHERS) ?? `See ${helpOf(name)}`);
}

function unknownCommand(typed: string | undefined, program: Command): AwsMfaError {
  if (!typed)
    return usage(
      'Unknown command.',
      'To pass a code: `aws-mfa login --token CODE`. All commands: `aws-mfa --help`',
    );
  const what = `Unknown command "${typed}".`;
  const hint = HINTS.get(typed);
  if (hint !== undefined) return usage(what, hint);
  if (program.options.some(({ long }) => long === `--${typed}`))
    return usage(what, `Did you mean --${typed}?`);
  const names = [...program.commands.map((command) => command.name()), 'help'];
  return usage(what, didYouMean(typed, names, COMMANDS_OF_OTHERS) ?? `See ${helpOf(undefined)}`);
}

/** What other tools call an option or a command. */
const OPTIONS_OF_OTHERS = new Map([
  ['--code', '--token'],
  ['-v', '--version'],
]);
const COMMANDS_OF_OTHERS = new Map([
  ['list', 'status'],
  ['ls', 'status'],
  ['add', 'setup'],
  ['configure', 'setup'],
  ['init', 'setup'],
  ['clear', 'logout'],
  ['remove', 'logout'],
  ['refresh', 'login'],
  ['check', 'doctor'],
  ['rotate-keys', 'rotate'],
]);
/** Commands of other tools that this one has no equal for. */
const HINTS = new Map([
  ['whoami', 'For your sessions: `aws-mfa status`. For the identity: `aws sts get-caller-identity`'],
]);

/** The nearest names, or else those that start like what was typed. */
function didYouMean(
  typed: string | undefined,
  names: readonly string[],
  others: ReadonlyMap<string, string>,
): string | undefined {
  if (!typed) return undefined;
  const known = [...new Set(names)].filter((name) => name !== typed);
  const other = others.get(typed);
  const near = other !== undefined && known.includes(other) ? [other] : nearNames(typed, known);
  const begun = /\w\w/.test(typed) ? known.filter((name) => name.startsWith(typed)).slice(0, 3) : [];
  const offered = (near.length > 0 ? near : begun).map((name) =>
    name.startsWith('-') ? name : shellCommand('aws-mfa', name),
  );
  return offered.length > 0 ? `Did you mean ${offered.join(' or ')}?` : undefined;
}

function usage(what: string, hint: string): AwsMfaError {
  return new AwsMfaError('invalid_usage', what, hint);
}
