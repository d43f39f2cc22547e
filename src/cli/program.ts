/** Parses the command line and calls the command. */
import { Command, CommanderError, Option } from 'commander';
import { addCommands, defineCommand } from './commands.ts';
import { addProfileOption, addRareOptions } from './options.ts';
import { cliSpecOf } from './cli-spec.ts';
import type { Wiring } from './commands.ts';
import { exitCode } from '../errors.ts';
import { memoizeFor } from '../text/memoize.ts';
import type { CliSpec } from '../commands/completion/offers.ts';

export interface ProgramOptions {
  contextFor: Wiring['contextFor'];
  /** Called with the name of the command before its options are read. */
  entering: (command: string) => void;
  version: string;
  /** The width of the help. */
  columns: () => number;
  /** The help and the version. */
  writeOut: (text: string) => void;
  /** The help that was not asked for. */
  writeErr: (text: string) => void;
}

/**
 * @returns the exit code
 * @throws AwsMfaError what the command throws, or `usage`
 */
export async function runProgram(args: readonly string[], options: ProgramOptions): Promise<number> {
  let code = 0;
  const endWith = (given: number) => void (code = given);
  const { program } = createProgram({ ...options, endWith, args });
  if (args.length === 0) {
    program.configureOutput({ writeOut: options.writeErr }).outputHelp();
    return exitCode('usage');
  }
  const [first = '', second] = args;
  const command = program.commands.find((each) => each.name() === first);
  // `aws-mfa login help`, as in the AWS CLI.
  const isHelp = command && second === 'help' && args.length === 2;
  try {
    await program.parseAsync(isHelp ? [first, '--help'] : [...args], { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    const { usageError } = await import('./usage-error.ts');
    throw usageError({ error, args, command }, describedProgram());
  }
}

/** Every command and option, for the completion scripts. */
export function programSpec(): CliSpec {
  return cliSpecOf(describedProgram());
}

/** The program as commander describes it, for the documentation. Running it fails. */
export function describedProgram(): Command {
  const nothing = () => undefined;
  const contextFor = () => {
    throw new Error('This program is only described, not run.');
  };
  const callbacks = { contextFor, entering: nothing, endWith: nothing, writeOut: nothing, writeErr: nothing };
  const { program, define } = createProgram({ ...callbacks, version: '', columns: () => 80, args: [] });
  program.commands.forEach(define);
  return program;
}

/**
 * @returns the program with all commands, and what adds the options of one: only of the command that runs, or whose help
 *   is printed, since those of all commands take a tenth of a start
 */
function createProgram(options: ProgramOptions & Omit<Wiring, 'spec'>): {
  program: Command;
  define: (command: Command) => void;
} {
  const wiring = { ...options, spec: programSpec };
  const define = memoizeFor((command: Command) => defineCommand(command, wiring));
  const program = new Command('aws-mfa')
    .description('Turns a six-digit MFA code into AWS credentials for every tool.')
    .version(options.version, '-V, --version', 'print the version')
    // Everybody knows it; so the help fits a screen.
    .addHelpOption(new Option('-h, --help', 'print this help').hideHelp())
    .enablePositionalOptions()
    .exitOverride()
    .hook('preSubcommand', (_, command) => {
      options.entering(command.name());
      define(command);
    })
    .addHelpText('beforeAll', ({ command }) => {
      define(command);
      return '';
    })
    // Commander's own messages are not printed, because they repeat what was typed, which may be a code.
    .configureOutput({
      getOutHelpWidth: options.columns,
      writeOut: options.writeOut,
      outputError: () => undefined,
      writeErr: () => undefined,
    })
    .usage('[-V] [--profile <name>] [--region <name>] [--debug] <command> […]')
    .commandsGroup('Commands (aws-mfa help <command> shows the options):')
    .configureHelp({
      subcommandTerm: (command) => command.name(),
      visibleCommands: (command) => [...command.commands],
    })
    .addHelpText('after', EXIT_CODES_AND_EXAMPLES);
  // Shown in the usage line instead, so that this help fits a screen.
  addRareOptions(addProfileOption(program)).options.forEach((option) => option.hideHelp());
  addCommands(program);
  return { program, define };
}

const EXIT_CODES_AND_EXAMPLES = `
Exit codes: 0 done, 1 negative answer (status --check, doctor), 130 canceled,
252 usage, 253 configuration, 254 rejected by AWS, 255 AWS unreachable or other.

Examples:
  aws-mfa setup    the first time
  aws-mfa login    prompts for the code; then: aws s3 ls --profile mfa`;
