/** `aws-mfa setup` on the command line. */
import type { Command } from 'commander';
import type { LoginDeps } from '../commands/login.ts';
import type { SetupOptions } from '../commands/setup.ts';
import { addSharedOptions } from './shared-options.ts';

export interface SetupWiring {
  /** Made when the command is about to run, with what its options say of speaking. */
  setupDeps(options: SetupOptions): LoginDeps;
}

export function addSetup(program: Command, deps: SetupWiring): void {
  const command = program
    .command('setup')
    .description('first use: store the access key, find the MFA device, log in');
  addSharedOptions(command).action(async () => {
    const options: SetupOptions = { ...program.opts(), ...command.opts() };
    const { setup } = await import('../commands/setup.ts');
    await setup(options, deps.setupDeps(options));
  });
}
