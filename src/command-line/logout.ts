/** `aws-mfa logout` on the command line. */
import type { Command } from 'commander';
import type { LogoutDeps, LogoutOptions } from '../commands/logout.ts';
import { addNameOptions } from './shared-options.ts';

export interface LogoutWiring {
  /** Made when the command is about to run, with what its options say of speaking. */
  logoutDeps(options: LogoutOptions): LogoutDeps;
}

export function addLogout(program: Command, deps: LogoutWiring): void {
  const command = program
    .command('logout')
    .description('take the session out of the credentials file; long-term keys stay');
  addNameOptions(command)
    .option('--all', 'every session that aws-mfa wrote')
    .addHelpText('after', EXAMPLES)
    .action(async (name?: string) => {
      const options: LogoutOptions = { ...program.opts(), ...command.opts() };
      const { logout } = await import('../commands/logout.ts');
      await logout(name, options, deps.logoutDeps(options));
    });
}

const EXAMPLES = `
Examples:
  aws-mfa logout                                   takes out the session that a login would renew
  aws-mfa logout --all                             takes out every session that aws-mfa wrote`;
