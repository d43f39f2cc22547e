/** Defines the commands for commander. The code of a command is loaded when it runs, and its options are added then, too. */
import { type Command, Option } from 'commander';
import type { ExecOptions } from '../commands/exec/child-environment.ts';
import type { ExportOptions } from '../commands/export/export.ts';
import { EXPORT_FORMATS } from '../commands/export/export-format.ts';
import { SHELLS, type CliSpec } from '../commands/completion/offers.ts';
import type { EnrollOptions } from '../commands/enroll/enroll.ts';
import type { DoctorOptions } from '../commands/doctor/doctor.ts';
import type { LogoutOptions } from '../commands/logout/logout.ts';
import type { SetupOptions } from '../commands/setup/setup.ts';
import type { StatusOptions } from '../commands/status/status.ts';
import type { Context } from '../context.ts';
import type { LoginOptions } from '../login/login-request.ts';
import { defineEnroll, defineProtect, defineRotate } from './key-commands.ts';
import {
  addProfileOption,
  addRareOptions,
  addSessionOptions,
  examples,
  optionsOf,
  optionsWithProfile,
} from './options.ts';

export interface Wiring {
  /** Called when a command is about to run. */
  contextFor: (options: { debug?: boolean; json?: boolean }) => Context;
  /** Takes the exit code of a command that does not always end with 0. */
  endWith: (code: number) => void;
  /** The whole command line. */
  args: readonly string[];
  /** Every command and option. */
  spec: () => CliSpec;
}

/** Adds arguments, options and the end of the help to a command, and what it does. */
type Define = (command: Command, wiring: Wiring) => void;

/** In the order of the help. */
const COMMANDS: readonly (readonly [name: string, description: string, define: Define])[] = [
  ['setup', 'Set up an access key and an MFA device, and log in', defineSetup],
  ['login', 'Get a session and write it to the credentials file', defineLogin],
  ['status', 'Show sessions and the time left', defineStatus],
  ['logout', 'Remove a session from the credentials file', defineLogout],
  ['exec', 'Run a command with the session in its environment', defineExec],
  ['export', 'Print the session for a shell or an SDK', defineExport],
  ['rotate', 'Replace the access key of a base profile', defineRotate],
  ['enroll', 'Create an MFA device for an authenticator app', defineEnroll],
  ['protect', 'Move the access key from its file to a keychain or password store', defineProtect],
  ['doctor', 'Check the configuration and suggest fixes', defineDoctor],
  ['completion', 'Print the completion script for a shell', defineCompletion],
];

/** Adds all commands, without their options. */
export function addCommands(program: Command): void {
  for (const [name, description] of COMMANDS)
    program
      .command(name)
      .description(description)
      // Accepted, but not worth a line in every help.
      .addHelpOption(new Option('-h, --help', 'print this help').hideHelp());
}

/** Adds the options of one command. */
export function defineCommand(command: Command, wiring: Wiring): void {
  const [, , define] = COMMANDS.find(([name]) => name === command.name()) ?? [];
  define?.(command, wiring);
}

function defineSetup(command: Command, { contextFor }: Wiring): void {
  addProfileOption(command, 'profile for the access key (default: default)')
    .option('--region <name>', 'region to store (default: setup asks)')
    .option('--debug', 'print the cause of an error')
    .addHelpText('after', examples('aws-mfa setup', 'aws-mfa setup --profile work    for a second account'))
    .action(async () => {
      const options: SetupOptions = optionsOf(command);
      const { setup } = await import('../commands/setup/setup.ts');
      const { login } = await import('../commands/login/login.ts');
      const { enroll } = await import('../commands/enroll/enroll.ts');
      const { protect } = await import('../commands/protect/protect.ts');
      const next = {
        login,
        protect,
        enroll: (wanted: EnrollOptions, context: Context) => enroll(wanted, login, context),
      };
      await setup(options, next, contextFor(options));
    });
}

function defineLogin(command: Command, { contextFor, endWith }: Wiring): void {
  addSessionOptions(command.argument('[profile]'), {
    minRemaining: '1h',
    options: [
      ['--all', 'renew the sessions of all MFA profiles'],
      ['--force', 'get a new session even if the stored one is valid'],
      ['--json', 'print the result as JSON'],
    ],
    rare: [
      ['--dry-run', 'show what would be done, and do nothing'],
      ['--wait <time>', 'never prompt; wait for another terminal to renew the session'],
    ],
  })
    .addHelpText(
      'after',
      examples(
        'aws-mfa login    prompts for the code; then: aws s3 ls --profile mfa',
        'aws-mfa login --profile admin --mfa-profile admin-session    session of a role',
      ),
    )
    .action(async (word?: string) => {
      const options: LoginOptions = await optionsWithProfile(command, word);
      if (options.all) {
        const { loginAll } = await import('../commands/login/login-all.ts');
        endWith(await loginAll(options, contextFor(options)));
        return;
      }
      const { login } = await import('../commands/login/login.ts');
      await login(options, contextFor(options));
    });
}

function defineStatus(command: Command, { contextFor, endWith }: Wiring): void {
  addProfileOption(command.argument('[profile]'), 'show one profile only')
    .option('--check', 'print nothing; exit code 0 if valid, else 1')
    .option('--min-remaining <time>', 'with --check: must last longer (default: 0)')
    .option('--json', 'print the sessions as JSON')
    .option('--debug', 'print the cause of an error')
    .addHelpText(
      'after',
      examples('aws-mfa status', 'aws-mfa status --check --min-remaining 30m || aws-mfa login'),
    )
    .action(async (word?: string) => {
      const options: StatusOptions = optionsOf(command);
      const { status } = await import('../commands/status/status.ts');
      endWith(await status(word, options, contextFor(options)));
    });
}

function defineLogout(command: Command, { contextFor }: Wiring): void {
  addProfileOption(command.argument('[profile]'), 'profile whose session is removed')
    .option('--all', 'remove every session that aws-mfa wrote')
    .option('--debug', 'print the cause of an error')
    .addHelpText('after', CUT_OFF)
    .addHelpText('after', examples('aws-mfa logout', 'aws-mfa logout --all'))
    .action(async (word?: string) => {
      const options: LogoutOptions = optionsOf(command);
      const { logout } = await import('../commands/logout/logout.ts');
      await logout(word, options, contextFor(options));
    });
}

const CUT_OFF = `
AWS keeps a removed session valid until it expires. To cut it off, deny sessions
issued before a time (for a role: put-role-policy):
  aws iam put-user-policy --user-name USER --policy-name cut-off-sessions \\
    --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Deny",
    "Action":"*","Resource":"*","Condition":{"DateLessThan":
    {"aws:TokenIssueTime":"2026-11-23T12:00:00Z"}}}]}'`;

function defineExec(command: Command, { contextFor, endWith, args }: Wiring): void {
  addSessionOptions(command.argument('[command...]').usage('[profile] [options] -- COMMAND [ARGUMENT…]'), {
    minRemaining: '15m',
    options: [['--no-write', 'do not write a new session to the credentials file']],
    role: [['--role-keys', "of a role profile: put the role's keys into the environment"]],
    rare: [['--force', 'get a new session even if the stored one is valid']],
  })
    // Options after the command are the command's, with or without `--`.
    .passThroughOptions()
    .addHelpText('after', '\nExit code: that of the command; 127 not found, 126 not executable, 125 not run.')
    .addHelpText(
      'after',
      examples(
        'aws-mfa exec -- aws s3 ls',
        'AWS_PROFILE=prod-admin aws-mfa exec -- terraform apply    as a role profile',
      ),
    )
    .action(async (words: string[]) => {
      // `exec work -- aws s3 ls`; if `--` comes first, all words are the command's.
      const wordsAfterSeparator = args.length - 1 - args.indexOf('--');
      const hasProfile = words[1] === '--' && words.length > wordsAfterSeparator;
      const options: ExecOptions = await optionsWithProfile(command, hasProfile ? words[0] : undefined);
      const { exec } = await import('../commands/exec/exec.ts');
      endWith(await exec(hasProfile ? words.slice(2) : words, options, contextFor(options)));
    });
}

function defineExport(command: Command, { contextFor }: Wiring): void {
  command.option('--format <format>', `${EXPORT_FORMATS.join(', ')} (default: process)`);
  addSessionOptions(command.argument('[profile]'), {
    minRemaining: '0',
    options: [],
    code: [['--prompt', 'prompt even if the format is process']],
    role: [['--session', 'of a role profile: print the session, not the keys of the role']],
    rare: [
      ['--force', 'get a new session even if the stored one is valid'],
      ['--no-write', 'do not write a new session to the credentials file'],
    ],
  })
    .addHelpText(
      'after',
      examples(
        'eval "$(aws-mfa export --format env)"',
        'credential_process = aws-mfa export --format process --profile default',
      ),
    )
    .action(async (word?: string) => {
      const options: ExportOptions = await optionsWithProfile(command, word);
      const { exportSession } = await import('../commands/export/export.ts');
      await exportSession(options, contextFor(options));
    });
}

function defineDoctor(command: Command, { contextFor, endWith }: Wiring): void {
  addRareOptions(
    addProfileOption(command)
      .option('--json', 'print the findings as JSON')
      .option('--fix', 'make role profiles use the session, after asking')
      .option('--yes', 'with --fix: do not ask'),
  )
    .addHelpText('after', '\nChanges nothing without --fix. Exit code 1 if there is an error (✗).')
    .addHelpText('after', examples('aws-mfa doctor', 'aws-mfa doctor --profile work --json'))
    .action(async () => {
      const options: DoctorOptions = optionsOf(command);
      const { doctor } = await import('../commands/doctor/doctor.ts');
      endWith(await doctor(options, contextFor(options)));
    });
}

function defineCompletion(command: Command, { contextFor, spec }: Wiring): void {
  command
    .argument('<shell>')
    .addHelpText('after', `\nShells: ${SHELLS.join(', ')}`)
    .addHelpText(
      'after',
      examples(
        'eval "$(aws-mfa completion bash)"    in ~/.bashrc; in ~/.zshrc: zsh',
        'aws-mfa completion fish | source    in ~/.config/fish/completions/aws-mfa.fish',
      ),
    )
    .action(async (word: string) => {
      const { completion, readWord } = await import('../commands/completion/completion.ts');
      await completion(readWord(word), spec, contextFor({}));
    });
}
