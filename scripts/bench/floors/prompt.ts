/** The libraries of the prompt and nothing of ours: commander takes a command, Inquirer asks one question. */
import { input } from '@inquirer/prompts';
import { Command } from 'commander';

const program = new Command('floor').exitOverride();
program
  .command('login')
  .option('--force')
  .action(() => input({ message: 'code:' }).then(() => undefined));
program.parseAsync(['login'], { from: 'user' }).catch(() => undefined);
