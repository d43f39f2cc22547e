/** Options of the commands that ensure a session: which one, how long, and where the code comes from. */
import type { Command } from 'commander';
import { addSharedOptions } from './shared-options.ts';

/** @param minRemaining what counts where nothing is said */
export function addSessionOptions(command: Command, minRemaining: string): Command {
  return addSharedOptions(command)
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
    .option(
      '--min-remaining <time>',
      `keep the session while it lasts longer than this (default: ${minRemaining})`,
    )
    .option('--force', 'get a new session although the old one is still good')
    .option('--no-input', 'never ask');
}

/** Of those that do not need the session in a file. */
export function addKeepingOptions(command: Command): Command {
  return command.option(
    '--no-write',
    'leave nothing on disk: the stored session, else a new one for this once',
  );
}
