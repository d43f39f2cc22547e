/** `aws-mfa setup` on the command line. */
import type { Command } from 'commander';
import type { LoginDeps } from '../commands/login.ts';
import type { SetupOptions } from '../commands/setup.ts';
import type { Wiring } from './wiring.ts';

export function addSetup(program: Command, wiring: Wiring<LoginDeps>): void {
  const command = program
    .command('setup')
    .description('first use: store the access key, find the MFA device, log in');
  command
    .option('--profile <name>', 'profile whose keys they are, or are to be (default: default)')
    .option('--region <name>', 'region to store; else it is asked for')
    .option('--debug', 'say what went wrong underneath')
    .addHelpText('after', EXAMPLES)
    .action(async () => {
      const options: SetupOptions = { ...program.opts(), ...command.opts() };
      const { setup } = await import('../commands/setup.ts');
      await setup(options, wiring.depsFor(options));
    });
}

const EXAMPLES = `
Examples:
  aws-mfa setup
      asks for what is missing, shows it, and writes it
  aws-mfa setup --profile work
      the same for a second account`;
