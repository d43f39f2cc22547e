/** Defines the commands that need no new session, and their options, for commander. */
import type { Command } from 'commander';
import type { StatusOptions } from '../commands/status/status.ts';
import type { LogoutOptions } from '../commands/logout/logout.ts';
import type { SetupOptions } from '../commands/setup/setup.ts';
import type { DoctorOptions } from '../commands/doctor/doctor.ts';
import { SHELLS } from '../commands/completion/offers.ts';
import { cliSpecOf } from './cli-spec.ts';
import { addSharedOptions, type Wiring } from './session-commands.ts';

/** Of commands that work on a session that is there. */
function addNameOptions(command: Command): Command {
  return command
    .argument('[name]', 'one profile: its session, or that of the keys or role in it')
    .option('--profile <name>', 'the same as the name by itself')
    .option('--debug', 'say what went wrong underneath');
}

/** `aws-mfa status` on the command line. */
export function addStatus(program: Command, wiring: Wiring): void {
  const command = program
    .command('status')
    .description('say which sessions there are, and how long each lasts');
  addNameOptions(command)
    .option('--check', 'print nothing: exit code 0 where the session is good, else 1')
    .option('--min-remaining <time>', 'with --check: it must last longer than this (default: 0)')
    .option('--json', 'an array on standard output')
    .addHelpText('after', STATUS_EXAMPLES)
    .action(async (name?: string) => {
      const options: StatusOptions = { ...program.opts(), ...command.opts() };
      const { status } = await import('../commands/status/status.ts');
      wiring.endWith(status(name, options, wiring.contextFor(options)));
    });
}

const STATUS_EXAMPLES = `
Examples:
  aws-mfa status
      every session, and how long each lasts
  aws-mfa status --check --min-remaining 30m || aws-mfa login
      a code is asked for only where one is needed`;

/** `aws-mfa logout` on the command line. */
export function addLogout(program: Command, wiring: Wiring): void {
  const command = program
    .command('logout')
    .description('take the session out of the credentials file, nothing else');
  addNameOptions(command)
    .option('--all', 'every session that aws-mfa wrote')
    .addHelpText('after', LOGOUT_EXAMPLES)
    .action(async (name?: string) => {
      const options: LogoutOptions = { ...program.opts(), ...command.opts() };
      const { logout } = await import('../commands/logout/logout.ts');
      await logout(name, options, wiring.contextFor(options));
    });
}

const LOGOUT_EXAMPLES = `
AWS keeps a removed session valid until it expires. The last example cuts off
all sessions of a user issued before a time; for a role, use put-role-policy.

Examples:
  aws-mfa logout
      removes the session that a login would renew
  aws-mfa logout --all
      removes every session that aws-mfa wrote
  aws iam put-user-policy --user-name USER --policy-name cut-off-sessions \\
    --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Deny",
    "Action":"*","Resource":"*","Condition":{"DateLessThan":
    {"aws:TokenIssueTime":"2026-11-24T02:29:26Z"}}}]}'`;

/** `aws-mfa setup` on the command line. */
export function addSetup(program: Command, wiring: Wiring): void {
  const command = program
    .command('setup')
    .description('first use: store the access key, find the MFA device, log in');
  command
    .option('--profile <name>', 'profile whose keys they are, or are to be (default: default)')
    .option('--region <name>', 'region to store; else it is asked for')
    .option('--debug', 'say what went wrong underneath')
    .addHelpText('after', SETUP_EXAMPLES)
    .action(async () => {
      const options: SetupOptions = { ...program.opts(), ...command.opts() };
      const { setup } = await import('../commands/setup/setup.ts');
      const { login } = await import('../commands/login/login.ts');
      await setup(options, login, wiring.contextFor(options));
    });
}

const SETUP_EXAMPLES = `
Examples:
  aws-mfa setup
      asks for what is missing, shows it, and writes it
  aws-mfa setup --profile work
      the same for a second account`;

/** `aws-mfa doctor` on the command line. */
export function addDoctor(program: Command, wiring: Wiring): void {
  const command = program.command('doctor').description('say what is wrong with this set-up, and the remedy');
  addSharedOptions(command)
    .option('--json', 'an array on standard output')
    .addHelpText('after', DOCTOR_EXAMPLES)
    .action(async () => {
      const options: DoctorOptions = { ...program.opts(), ...command.opts() };
      const { doctor } = await import('../commands/doctor/doctor.ts');
      wiring.endWith(await doctor(options, wiring.contextFor(options)));
    });
}

const DOCTOR_EXAMPLES = `
It reads, asks AWS whose keys these are, and changes nothing. Exit code 1 where
something is wrong (✗).

Examples:
  aws-mfa doctor
      files, profiles, environment, programs, the way to AWS
  aws-mfa doctor --profile work --json
      the same of another profile's keys, for programs`;

/** `aws-mfa completion` on the command line. */
export function addCompletion(program: Command, wiring: Wiring): void {
  program
    .command('completion')
    .description('print the script that makes a shell complete aws-mfa')
    .argument('<shell>', SHELLS.join(', '))
    .addHelpText('after', COMPLETION_EXAMPLES)
    .action(async (word: string) => {
      const { completion, readWord } = await import('../commands/completion/completion.ts');
      const wanted = readWord(word);
      await completion(wanted, () => cliSpecOf(program), wiring.contextFor({}));
    });
}

const COMPLETION_EXAMPLES = `
Examples:
  eval "$(aws-mfa completion bash)"
      in ~/.bashrc; in ~/.zshrc the same with zsh
  aws-mfa completion fish | source
      in ~/.config/fish/completions/aws-mfa.fish`;
