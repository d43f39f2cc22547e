/** `aws-mfa export` on the command line. */
import type { Command } from 'commander';
import type { ExportDeps, ExportOptions } from '../commands/export.ts';
import { EXPORT_FORMATS } from '../domain/export/export-format.ts';
import { addKeepingOptions, addSessionOptions } from './session-options.ts';
import type { Wiring } from './wiring.ts';

export function addExport(program: Command, wiring: Wiring<ExportDeps>): void {
  const command = program.command('export').description('print the session, for a shell or an SDK');
  command
    .option('--format <format>', `${EXPORT_FORMATS.join(', ')} (default: process)`)
    .option('--prompt', 'ask for a code also where the format is process');
  addSessionOptions(addKeepingOptions(command), '0, or 15m if a command gives codes')
    .addHelpText('after', EXAMPLES)
    .action(async () => {
      const options: ExportOptions = { ...program.opts(), ...command.opts() };
      const { exportSession } = await import('../commands/export.ts');
      await exportSession(options, wiring.depsFor(options));
    });
}

const EXAMPLES = `
Examples:
  eval "$(aws-mfa export --format env)"
      the session in this shell
  credential_process = aws-mfa export --format process --profile default
      in a profile of its own in ~/.aws/config`;
