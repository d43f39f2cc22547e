/** `aws-mfa completion` on the command line. */
import type { Command } from 'commander';
import type { CompletionDeps } from '../commands/completion.ts';
import { SHELLS } from '../domain/completion/shell.ts';
import { outlineOf } from './outline.ts';
import type { Wiring } from './wiring.ts';

export function addCompletion(program: Command, wiring: Wiring<CompletionDeps>): void {
  program
    .command('completion')
    .description('print the script that makes a shell complete aws-mfa')
    .argument('<shell>', SHELLS.join(', '))
    .addHelpText('after', EXAMPLES)
    .action(async (word: string) => {
      const { completion } = await import('../commands/completion.ts');
      await completion(word, () => outlineOf(program), wiring.depsFor({}));
    });
}

const EXAMPLES = `
Examples:
  eval "$(aws-mfa completion bash)"
      in ~/.bashrc; in ~/.zshrc the same with zsh
  aws-mfa completion fish | source
      in ~/.config/fish/completions/aws-mfa.fish`;
