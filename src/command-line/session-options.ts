/** Options of the commands that ensure a session: which one, how long, and where the code comes from. */
import type { Command } from 'commander';
import { addProfileOption, addRareOptions } from './shared-options.ts';

/**
 * What is used most comes first in the help, and each takes one line of it: the names leave it fifty columns.
 *
 * @param minRemaining what counts where nothing is said
 */
export function addSessionOptions(command: Command, minRemaining: string): Command {
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
export function addKeepingOptions(command: Command): Command {
  return command.option('--no-write', 'leave nothing on disk; a new session is for once');
}
