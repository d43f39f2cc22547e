/** The commands around a session that is there: argv in, a command called with its options. */
import type { Command } from 'commander';
import type { LogoutDeps, LogoutOptions } from './commands/logout.ts';
import type { StatusDeps } from './commands/status.ts';
import type { StatusOptions } from './domain/status/status-request.ts';
import { LOGOUT_EXAMPLES, STATUS_EXAMPLES } from './help-text.ts';

export interface DailyDeps {
  /** Each made when its command is about to run. */
  statusDeps(options: StatusOptions): StatusDeps;
  logoutDeps(options: LogoutOptions): LogoutDeps;
}

/** @param endWith told the exit code of a command that answers by it */
export function addDailyCommands(program: Command, deps: DailyDeps, endWith: (code: number) => void): void {
  const status = program
    .command('status')
    .description('say which sessions there are, and how long each lasts')
    .argument('[name]', 'one profile: its session, or that of the keys or role in it')
    .option('--check', 'print nothing: exit code 0 where the session is good, else 1')
    .option('--min-remaining <time>', 'with --check: it must last longer than this (default: 0)')
    .option('--json', 'an array on standard output');
  addProfile(status)
    .addHelpText('after', STATUS_EXAMPLES)
    .action(async (name?: string) => {
      const options: StatusOptions = { ...program.opts(), ...status.opts() };
      const command = await import('./commands/status.ts');
      endWith(command.status(name, options, deps.statusDeps(options)));
    });

  const logout = program
    .command('logout')
    .description('take the session out of the credentials file; long-term keys stay')
    .argument('[name]', 'one profile: its session, or that of the keys or role in it')
    .option('--all', 'every session that aws-mfa wrote');
  addProfile(logout)
    .addHelpText('after', LOGOUT_EXAMPLES)
    .action(async (name?: string) => {
      const options: LogoutOptions = { ...program.opts(), ...logout.opts() };
      const command = await import('./commands/logout.ts');
      await command.logout(name, options, deps.logoutDeps(options));
    });
}

function addProfile(command: Command): Command {
  return command
    .option('--profile <name>', 'the same as the name by itself')
    .option('--debug', 'say what went wrong underneath');
}
