/** `aws-mfa login` on the command line. */
import type { Command } from 'commander';
import type { LoginDeps } from '../commands/login.ts';
import type { LoginOptions } from '../domain/session/login-options.ts';
import { addSharedOptions } from './shared-options.ts';
import type { Wiring } from './wiring.ts';

export function addLogin(program: Command, wiring: Wiring<LoginDeps>): void {
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
    .addHelpText('after', EXAMPLES)
    .action(async () => {
      const options: LoginOptions = { ...program.opts(), ...command.opts() };
      const { login } = await import('../commands/login.ts');
      await login(options, wiring.depsFor(options));
    });
}

const EXAMPLES = `
Examples:
  aws-mfa login                                    asks for the code; then: aws s3 ls --profile mfa
  aws-mfa login --profile work --duration 12h      a session of another profile's keys, twelve hours long
  aws-mfa login --profile admin --mfa-profile admin-session
                                                   a session of the role in [profile admin]`;
