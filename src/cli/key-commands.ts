/** Defines the commands that change an access key or an MFA device. */
import type { Command } from 'commander';
import type { EnrollOptions } from '../commands/enroll/enroll.ts';
import type { ProtectOptions } from '../commands/protect/protect.ts';
import type { RotateOptions } from '../commands/rotate/rotate.ts';
import { STORE_NAMES } from '../stores/stores.ts';
import type { Wiring } from './commands.ts';
import { addKeyOptions, addProfileOption, addRareOptions, examples, optionsWithProfile } from './options.ts';

export function defineRotate(command: Command, { contextFor }: Wiring): void {
  addKeyOptions(command.argument('[profile]'), [
    ['--finish', 'delete the old access key; set it inactive if active'],
    ['--undo', 'activate the old access key again'],
    ['--delete-old', 'delete the old access key at once'],
    ['--yes', 'do not ask for consent'],
    ['--json', 'print the result as JSON'],
  ])
    .addHelpText('after', '\nThe old key is set inactive. Delete it later with --finish.')
    .addHelpText(
      'after',
      examples('aws-mfa rotate', 'aws-mfa rotate --finish    once no machine needs the old key'),
    )
    .action(async (word?: string) => {
      const options: RotateOptions = await optionsWithProfile(command, word);
      const { rotate } = await import('../commands/rotate/rotate.ts');
      await rotate(options, contextFor(options));
    });
}

export function defineEnroll(command: Command, { contextFor }: Wiring): void {
  addRareOptions(
    addProfileOption(command.argument('[profile]'), 'base profile (has the access key)')
      .option('--name <device>', 'name of the device (default: name of the user)')
      .option('--no-input', 'fail instead of prompting')
      .option('--json', 'print the result as JSON; the QR code is not in it'),
  )
    .addHelpText('after', '\nShows a QR code, asks for two codes, and saves the device as mfa_serial.')
    .addHelpText('after', examples('aws-mfa enroll', 'aws-mfa enroll --profile work --name alice-phone'))
    .action(async (word?: string) => {
      const options: EnrollOptions = await optionsWithProfile(command, word);
      const { enroll } = await import('../commands/enroll/enroll.ts');
      const { login } = await import('../commands/login/login.ts');
      await enroll(options, login, contextFor(options));
    });
}

export function defineProtect(command: Command, { contextFor }: Wiring): void {
  addRareOptions(
    addProfileOption(command.argument('[profile]'), 'base profile (has the access key)')
      .option('--store <store>', STORE_NAMES.join(', '))
      .option('--undo', 'move the access key back into the file')
      .option('--yes', 'do not ask for consent')
      .option('--dry-run', 'show what would be done, and do nothing')
      .option('--json', 'print the result as JSON'),
  )
    .addHelpText('after', "\nWithout --store: the operating system's own store, else pass or 1password.")
    .addHelpText('after', examples('aws-mfa protect', 'aws-mfa protect --undo'))
    .action(async (word?: string) => {
      const options: ProtectOptions = await optionsWithProfile(command, word);
      const { protect } = await import('../commands/protect/protect.ts');
      await protect(options, contextFor(options));
    });
}
