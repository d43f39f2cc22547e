/** Defines the commands that get a session (`login`, `export`, `exec`), and their options, for commander. */
import type { Command } from 'commander';
import type { LoginOptions, SessionOptions } from '../login/login-request.ts';
import type { ExportOptions } from '../commands/export/export.ts';
import { EXPORT_FORMATS } from '../commands/export/session-text.ts';
import type { Context } from '../context.ts';

export interface Wiring {
  /** What the command needs; made when it is about to run, with what its options say of speaking. */
  contextFor: (options: { debug?: boolean; json?: boolean }) => Context;
  /** Told the exit code, where that is the answer. */
  endWith: (code: number) => void;
}

/**
 * What is used most comes first in the help, and each takes one line of it: the names leave it fifty columns.
 *
 * @param minRemaining what counts where nothing is said
 */
function addSessionOptions(command: Command, minRemaining: string): Command {
  addProfileOption(command)
    .option('--mfa-profile <name>', 'section that receives the session (default: mfa)')
    .option(
      '--token <code>',
      'the six digits, or - for those on standard input. Other users of this machine can see a command line: prefer the prompt, - or AWS_MFA_TOKEN',
    )
    .option('--token-command <command>', 'shell command that prints the code, when needed')
    .option('--duration <time>', '43200, 12h, 90m, 1d (default: 12h, of a role 1h)')
    .option('--min-remaining <time>', `keep a session that lasts longer (default: ${minRemaining})`)
    .option('--force', 'get a new session although one is still good')
    .option('--no-input', 'never ask')
    .optionsGroup('For a session of a role:')
    .option('--role-arn <arn>', 'the role; --mfa-profile must name its section')
    .option('--role-session-name <name>', 'name of the session (default: aws-mfa-DEVICE)')
    .option('--external-id <id>', 'external id, where the role asks for one')
    .optionsGroup('Rarely needed:')
    .option('--serial-number <device>', 'MFA device: ARN, or serial number of a key fob');
  return addRareOptions(command);
}

/** Of those that do not need the session in a file. */
function addWriteOptions(command: Command): Command {
  return command.option('--no-write', 'leave nothing on disk; a new session is for once');
}

/** Taken ahead of the command, too: the AWS CLI's order. */
export function addSharedOptions(command: Command): Command {
  return addRareOptions(addProfileOption(command));
}

function addProfileOption(command: Command): Command {
  return command.option('--profile <name>', 'profile with long-term keys, or session to renew');
}

function addRareOptions(command: Command): Command {
  return command
    .option('--region <name>', 'region whose STS is asked')
    .option('--debug', 'say where values came from, and what went wrong');
}

/** `aws-mfa login` on the command line. */
export function addLogin(program: Command, wiring: Wiring): void {
  const command = program
    .command('login')
    .description('get an MFA session and write it to the credentials file');
  addSessionOptions(command, '1h')
    .option('--dry-run', 'say what would be done; ask, call, write nothing')
    .option('--json', 'one JSON object on standard output')
    .addHelpText('after', LOGIN_EXAMPLES)
    .action(async () => {
      const options: LoginOptions = { ...program.opts(), ...command.opts() };
      const { login } = await import('../commands/login/login.ts');
      await login(options, wiring.contextFor(options));
    });
}

const LOGIN_EXAMPLES = `
Examples:
  aws-mfa login
      asks for the code; then: aws s3 ls --profile mfa
  aws-mfa login --profile admin --mfa-profile admin-session
      a session of the role in [profile admin], in a section of its own`;

/** `aws-mfa export` on the command line. */
export function addExport(program: Command, wiring: Wiring): void {
  const command = program.command('export').description('print the session, for a shell or an SDK');
  command
    .option('--format <format>', `${EXPORT_FORMATS.join(', ')} (default: process)`)
    .option('--prompt', 'ask for a code also where the format is process');
  addSessionOptions(addWriteOptions(command), '0, or 15m if a command gives codes')
    .addHelpText('after', EXPORT_EXAMPLES)
    .action(async () => {
      const options: ExportOptions = { ...program.opts(), ...command.opts() };
      const { exportSession } = await import('../commands/export/export.ts');
      await exportSession(options, wiring.contextFor(options));
    });
}

const EXPORT_EXAMPLES = `
Examples:
  eval "$(aws-mfa export --format env)"
      the session in this shell
  credential_process = aws-mfa export --format process --profile default
      in a profile of its own in ~/.aws/config`;

/** `aws-mfa exec` on the command line. */
export function addExec(program: Command, wiring: Wiring): void {
  const command = program
    .command('exec')
    .usage('[options] -- COMMAND [ARGUMENT…]')
    .description('run a command with the session in its environment')
    .argument('[command...]')
    // What stands behind the command is the command's, with -- ahead of it or without.
    .passThroughOptions();
  addSessionOptions(addWriteOptions(command), '15m')
    .addHelpText('after', EXEC_EXAMPLES)
    .action(async (words: string[]) => {
      const options: SessionOptions = { ...program.opts(), ...command.opts() };
      const { exec } = await import('../commands/exec/exec.ts');
      wiring.endWith(await exec(words, options, wiring.contextFor(options)));
    });
}

const EXEC_EXAMPLES = `
Exit code: that of the command; 127 not found, 126 not executable, 125 not run.

Examples:
  aws-mfa exec -- aws s3 ls
      with the session of [default]
  AWS_PROFILE=prod-admin aws-mfa exec -- terraform apply
      as a role that rests on the session`;
