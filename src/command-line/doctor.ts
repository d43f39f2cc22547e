/** `aws-mfa doctor` on the command line. */
import type { Command } from 'commander';
import type { DoctorDeps, DoctorOptions } from '../commands/doctor.ts';
import { addSharedOptions } from './shared-options.ts';
import type { Wiring } from './wiring.ts';

export function addDoctor(program: Command, wiring: Wiring<DoctorDeps>): void {
  const command = program.command('doctor').description('say what is wrong with this set-up, and the remedy');
  addSharedOptions(command)
    .option('--json', 'an array on standard output')
    .addHelpText('after', EXAMPLES)
    .action(async () => {
      const options: DoctorOptions = { ...program.opts(), ...command.opts() };
      const { doctor } = await import('../commands/doctor.ts');
      wiring.endWith(await doctor(options, wiring.depsFor(options)));
    });
}

const EXAMPLES = `
It reads, asks AWS whose keys these are, and changes nothing. Exit code 1 where
something is wrong (✗).

Examples:
  aws-mfa doctor
      files, profiles, environment, programs, the way to AWS
  aws-mfa doctor --profile work --json
      the same of another profile's keys, for programs`;
