/** `aws-mfa completion` on the command line. */
import type { Command } from 'commander';
import { readShell, SHELLS, type Shell } from '../domain/completion/shell.ts';
import type { Wiring } from './wiring.ts';

export interface CompletionDeps {
  printCompletion(shell: Shell): Promise<void>;
}

export function addCompletion(program: Command, wiring: Wiring<CompletionDeps>): void {
  program
    .command('completion')
    .description('print the script that makes a shell complete aws-mfa')
    .argument('<shell>', SHELLS.join(', '))
    .addHelpText('after', EXAMPLES)
    .action(async (word: string) => {
      const shell = readShell(word);
      await wiring.depsFor({}).printCompletion(shell);
    });
}

const EXAMPLES = `
Examples:
  eval "$(aws-mfa completion bash)"
      in ~/.bashrc; in ~/.zshrc the same with zsh
  aws-mfa completion fish | source
      in ~/.config/fish/completions/aws-mfa.fish`;
