/** Parses the command line and calls the command. What the options mean is decided elsewhere. */
import { Command, CommanderError } from 'commander';
import { addCompletion, addDoctor, addLogout, addSetup, addStatus } from './commands.ts';
import { addExec, addExport, addLogin, addSharedOptions, type Wiring } from './session-commands.ts';
import { cliSpecOf } from './cli-spec.ts';
import { isHelpOfNone, NO_COMMAND, usageError } from './usage-error.ts';
import type { CliSpec } from '../commands/completion/offers.ts';

export interface ProgramOptions {
  /** Made when a command is about to run, with what its options say of speaking. */
  contextFor: Wiring['contextFor'];
  /** Told which command it is, before its options are looked at. */
  entering: (command: string) => void;
  version: string;
  /** The width of the help. */
  columns: () => number;
  /** Help that was asked for, and the version. */
  writeOut: (text: string) => void;
  /** Help that was not asked for. */
  writeErr: (text: string) => void;
}

/** In the order of the help. */
const COMMANDS = [addLogin, addStatus, addLogout, addExport, addExec, addSetup, addDoctor, addCompletion];

/**
 * @returns the exit code: 0, but for a command that answers by it
 * @throws AwsMfaError what the command throws, or `usage` for a command line that cannot be used
 */
export async function runProgram(args: readonly string[], options: ProgramOptions): Promise<number> {
  let exitCode = 0;
  const wiring: ProgramOptions & Wiring = { ...options, endWith: (code: number) => void (exitCode = code) };
  const [first = ''] = args;
  const program = createProgram(wiring);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    if (error.code === NO_COMMAND && !isHelpOfNone(args)) options.writeErr(program.helpInformation());
    const name = program.commands.find((command) => command.name() === first)?.name();
    throw usageError({ error, args, name }, program);
  }
}

/** Every command and option, for the completion scripts. */
export function programSpec(): CliSpec {
  return cliSpecOf(describedProgram());
}

/** The program as commander has it, to describe it: running it fails. */
export function describedProgram(): Command {
  const nothing = () => undefined;
  const contextFor = () => {
    throw new Error('This program is only described, not run.');
  };
  const told = { entering: nothing, endWith: nothing, writeOut: nothing, writeErr: nothing };
  return createProgram({ version: '', contextFor, columns: () => 80, ...told });
}

function createProgram(options: ProgramOptions & Wiring): Command {
  const program = new Command('aws-mfa')
    .description('Turns six digits into working AWS credentials.')
    .version(options.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .enablePositionalOptions()
    .exitOverride()
    .hook('preSubcommand', (_, command) => options.entering(command.name()))
    // Commander's own messages repeat what was typed, which may be a code; ours stand in their place.
    .configureOutput({
      getOutHelpWidth: options.columns,
      writeOut: options.writeOut,
      outputError: () => undefined,
      writeErr: () => undefined,
    })
    .usage('[--profile <name>] [--region <name>] [--debug] <command> […]')
    .commandsGroup('Commands, each with its own --help:')
    .configureHelp({
      subcommandTerm: (command) => command.name(),
      visibleCommands: (command) => [...command.commands],
    })
    .addHelpText('after', EXIT_CODES_AND_EXAMPLES);
  // They stand in the line above: all of this help is to be seen at once.
  addSharedOptions(program).options.forEach((option) => option.hideHelp(option.long !== '--version'));
  for (const add of COMMANDS) add(program, options);
  return program;
}

const EXIT_CODES_AND_EXAMPLES = `
Exit codes: 0 done, 1 the answer is no (status --check, doctor), 130 cancelled,
252 usage, 253 configuration, 254 AWS said no, 255 AWS not reached.

Examples:
  aws-mfa setup    first use: asks for your access key, finds the MFA device
  aws-mfa login    asks for the code; then: aws s3 ls --profile mfa`;
