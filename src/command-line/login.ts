/** `aws-mfa login` on the command line. */
import type { Command } from 'commander';
import type { LoginDeps } from '../commands/login.ts';
import type { LoginOptions } from '../domain/session/login-options.ts';
import { addSessionOptions } from './session-options.ts';
import type { Wiring } from './wiring.ts';

export function addLogin(program: Command, wiring: Wiring<LoginDeps>): void {
  const command = program
    .command('login')
    .description('get an MFA session and write it to the credentials file');
  addSessionOptions(command, '1h')
    .option('--dry-run', 'say what would be done; ask, call, write nothing')
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
  aws-mfa login
      asks for the code; then: aws s3 ls --profile mfa
  aws-mfa login --profile admin --mfa-profile admin-session
      a session of the role in [profile admin], in a section of its own`;
