/** `aws-mfa status` on the command line. */
import type { Command } from 'commander';
import type { StatusDeps } from '../commands/status.ts';
import type { StatusOptions } from '../domain/status/status-request.ts';
import { addNameOptions } from './shared-options.ts';
import type { Wiring } from './wiring.ts';

export function addStatus(program: Command, wiring: Wiring<StatusDeps>): void {
  const command = program
    .command('status')
    .description('say which sessions there are, and how long each lasts');
  addNameOptions(command)
    .option('--check', 'print nothing: exit code 0 where the session is good, else 1')
    .option('--min-remaining <time>', 'with --check: it must last longer than this (default: 0)')
    .option('--json', 'an array on standard output')
    .addHelpText('after', EXAMPLES)
    .action(async (name?: string) => {
      const options: StatusOptions = { ...program.opts(), ...command.opts() };
      const { status } = await import('../commands/status.ts');
      wiring.endWith(status(name, options, wiring.depsFor(options)));
    });
}

const EXAMPLES = `
Examples:
  aws-mfa status
      every session, and how long each lasts
  aws-mfa status --check --min-remaining 30m || aws-mfa login
      a code is asked for only where one is needed`;
