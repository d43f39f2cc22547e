/** `aws-mfa setup` on the command line. */
import type { Command } from 'commander';
import type { LoginDeps } from '../commands/login.ts';
import type { SetupOptions } from '../commands/setup.ts';
import { addSharedOptions } from './shared-options.ts';
import type { Wiring } from './wiring.ts';

export function addSetup(program: Command, wiring: Wiring<LoginDeps>): void {
  const command = program
    .command('setup')
    .description('first use: store the access key, find the MFA device, log in');
  addSharedOptions(command).action(async () => {
    const options: SetupOptions = { ...program.opts(), ...command.opts() };
    const { setup } = await import('../commands/setup.ts');
    await setup(options, wiring.depsFor(options));
  });
}
