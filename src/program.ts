/** The command line: argv in, a command called with its options. Parsing only; what the options mean is decided in domain. */
import { Command, CommanderError, type Option } from 'commander';
import type { LoginDeps } from './commands/login.ts';
import type { SetupOptions } from './commands/setup.ts';
import { addDailyCommands, type DailyDeps } from './daily-commands.ts';
import { nearNames } from './domain/near-name.ts';
import type { LoginOptions } from './domain/session/login-options.ts';
import { AwsMfaError } from './errors.ts';
import { EXIT_CODES, LOGIN_EXAMPLES } from './help-text.ts';

export interface ProgramDeps extends DailyDeps {
  version: string;
  /** Made when a command is about to run, with what its options say of speaking. */
  loginDeps(options: LoginOptions): LoginDeps;
  setupDeps(options: SetupOptions): LoginDeps;
  /** Help that was asked for, and the version. */
  writeOut: (text: string) => void;
  /** Help that was not asked for. */
  writeErr: (text: string) => void;
}

/** What commander calls it when it would print help on its own, for nothing is left to do. */
const NO_COMMAND = 'commander.help';

/**
 * @returns the exit code: 0, but for a command that answers by it
 * @throws AwsMfaError what the command throws, or `usage` for a command line that cannot be used
 */
export async function runProgram(args: readonly string[], deps: ProgramDeps): Promise<number> {
  let exitCode = 0;
  const endWith = (code: number) => (exitCode = code);
  // A login is what is typed daily, and by jobs: the options of other commands are not set up for it.
  const isLogin = args[0] === 'login' && !args.some((arg) => arg === '-h' || arg === '--help');
  const program = createProgram(deps, endWith, isLogin);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    if (error.code === NO_COMMAND) deps.writeErr(program.helpInformation());
    throw usageError(error, createProgram(deps, endWith, false));
  }
}

function createProgram(deps: ProgramDeps, endWith: (code: number) => void, isLogin: boolean): Command {
  const program = new Command('aws-mfa')
    .description('Turns six digits into working AWS credentials.')
    .version(deps.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .enablePositionalOptions()
    .exitOverride()
    // Commander's own messages repeat what was typed, which may be a code; ours stand in their place.
    .configureOutput({ writeOut: deps.writeOut, outputError: () => undefined, writeErr: () => undefined })
    .addHelpText('after', EXIT_CODES);
  addSharedOptions(program);
  addLogin(program, deps);
  if (isLogin) return program;
  addSetup(program, deps);
  addDailyCommands(program, deps, endWith);
  return program;
}

/** Taken ahead of the command, too: the AWS CLI's order. */
function addSharedOptions(command: Command): Command {
  return command
    .option('--profile <name>', 'base profile, with long-term keys; or an MFA profile to renew')
    .option('--region <name>', 'region whose STS is asked')
    .option('--debug', 'say where each value came from, and what went wrong underneath');
}

function addLogin(program: Command, deps: ProgramDeps): void {
  const command = program
    .command('login')
    .description('get an MFA session and write it to the credentials file');
  addSharedOptions(command)
    .option('--mfa-profile <name>', 'section that receives the session (default: mfa)')
    .option(
      '--token <code>',
      'the six digits; - reads them from standard input. Other users of this machine can see a command line: prefer the prompt, - or AWS_MFA_TOKEN',
    )
    .option(
      '--token-command <command>',
      'command line that prints the code; the shell runs it when one is needed',
    )
    .option('--duration <time>', 'how long the session lasts: 43200, 12h, 90m, 1d (default: 12h; a role: 1h)')
    .option('--serial-number <device>', 'MFA device: ARN, or serial number of a key fob')
    .option('--role-arn <arn>', 'get a session of this role instead; --mfa-profile must name its section')
    .option('--role-session-name <name>', "what the role's session is called (default: aws-mfa-DEVICE)")
    .option('--external-id <id>', 'external id, where the role asks for one')
    .option('--min-remaining <time>', 'keep the session while it lasts longer than this (default: 1h)')
    .option('--force', 'get a new session although the old one is still good')
    .option('--no-input', 'never ask')
    .option('--dry-run', 'ask nothing, call nothing, write nothing; say what would be done')
    .option('--json', 'one JSON object on standard output')
    .addHelpText('after', LOGIN_EXAMPLES)
    .action(async () => {
      const options: LoginOptions = { ...program.opts(), ...command.opts() };
      const { login } = await import('./commands/login.ts');
      await login(options, deps.loginDeps(options));
    });
}

function addSetup(program: Command, deps: ProgramDeps): void {
  const command = program
    .command('setup')
    .description('first use: store the access key, find the MFA device, log in');
  addSharedOptions(command).action(async () => {
    const options: SetupOptions = { ...program.opts(), ...command.opts() };
    const { setup } = await import('./commands/setup.ts');
    await setup(options, deps.setupDeps(options));
  });
}

/** The same complaint without the person's words, but for names that can hold no code. */
function usageError(error: CommanderError, program: Command): AwsMfaError {
  const typed = /^[^']*'(-{0,2}[a-z][a-z-]*)[='\s]/i.exec(error.message)?.[1];
  switch (error.code) {
    case NO_COMMAND:
      return new AwsMfaError('usage', 'No command was given.', 'To get a session: `aws-mfa login`');
    case 'commander.unknownOption':
      return misplacedOption(typed, program) ?? unknownOption(typed, program);
    case 'commander.unknownCommand':
      return new AwsMfaError(
        'usage',
        typed ? `There is no command "${typed}".` : 'There is no such command.',
        suggestion(
          typed,
          program.commands.map((command) => command.name()),
        ),
      );
    case 'commander.excessArguments':
      return new AwsMfaError(
        'usage',
        'There are words on the command line that belong to no option.',
        'A code goes behind --token; see `aws-mfa login --help`',
      );
    case 'commander.optionMissingArgument':
      return new AwsMfaError(
        'usage',
        `The option ${typed ?? ''} lacks its value.`,
        'See `aws-mfa login --help`',
      );
    default:
      return new AwsMfaError('usage', 'The command line cannot be understood.', 'See `aws-mfa --help`');
  }
}

/** An option that there is: it stands ahead of its command, or with a value that it does not take. */
function misplacedOption(typed: string | undefined, program: Command): AwsMfaError | undefined {
  const option = optionsOf(program).find(({ long }) => long === typed);
  if (!typed || !option) return undefined;
  const what = option.required
    ? `${typed} goes behind the command.`
    : `${typed} takes no value, and goes behind the command.`;
  const owner = program.commands.find(({ options }) => options.includes(option));
  return new AwsMfaError('usage', what, `For example: \`aws-mfa ${owner?.name() ?? 'login'} ${typed}\``);
}

function unknownOption(typed: string | undefined, program: Command): AwsMfaError {
  const names = optionsOf(program).map(({ long }) => long ?? '');
  return new AwsMfaError(
    'usage',
    typed ? `There is no option ${typed}.` : 'There is no such option.',
    suggestion(typed, names),
  );
}

function optionsOf(program: Command): readonly Option[] {
  return [program, ...program.commands].flatMap((command) => command.options);
}

function suggestion(typed: string | undefined, names: string[]): string {
  const near = typed ? [...new Set(nearNames(typed, names))] : [];
  return near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'See `aws-mfa --help`';
}
