/** `aws-mfa exec` on the command line. */
import type { Command } from 'commander';
import type { ExecDeps } from '../commands/exec.ts';
import type { SessionOptions } from '../domain/session/login-options.ts';
import { addKeepingOptions, addSessionOptions } from './session-options.ts';
import type { Wiring } from './wiring.ts';

export function addExec(program: Command, wiring: Wiring<ExecDeps>): void {
  const command = program
    .command('exec')
    .usage('[options] -- COMMAND [ARGUMENT…]')
    .description('run a command with the session in its environment')
    .argument('[command...]')
    // What stands behind the command is the command's, with -- ahead of it or without.
    .passThroughOptions();
  addSessionOptions(addKeepingOptions(command), '15m')
    .addHelpText('after', EXAMPLES)
    .action(async (words: string[]) => {
      const options: SessionOptions = { ...program.opts(), ...command.opts() };
      const { exec } = await import('../commands/exec.ts');
      wiring.endWith(await exec(words, options, wiring.depsFor(options)));
    });
}

const EXAMPLES = `
Exit code: that of the command; 127 not found, 126 not executable, 125 not run.

Examples:
  aws-mfa exec -- aws s3 ls
      with the session of [default]
  AWS_PROFILE=prod-admin aws-mfa exec -- terraform apply
      as a role that rests on the session`;
