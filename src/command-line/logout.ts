/** `aws-mfa logout` on the command line. */
import type { Command } from 'commander';
import type { LogoutDeps, LogoutOptions } from '../commands/logout.ts';
import { addNameOptions } from './shared-options.ts';
import type { Wiring } from './wiring.ts';

export function addLogout(program: Command, wiring: Wiring<LogoutDeps>): void {
  const command = program
    .command('logout')
    .description('take the session out of the credentials file, nothing else');
  addNameOptions(command)
    .option('--all', 'every session that aws-mfa wrote')
    .addHelpText('after', EXAMPLES)
    .action(async (name?: string) => {
      const options: LogoutOptions = { ...program.opts(), ...command.opts() };
      const { logout } = await import('../commands/logout.ts');
      await logout(name, options, wiring.depsFor(options));
    });
}

const EXAMPLES = `
Examples:
  aws-mfa logout
      takes out the session that a login would renew
  aws-mfa logout --all
      takes out every session that aws-mfa wrote`;
