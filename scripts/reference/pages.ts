/** The pages that are generated from the program's options, by their path. */
import { describedProgram } from '../../src/cli/program.ts';
import { commandsPage } from './commands-page.ts';
import { manPage } from './man-page.ts';

/** @param read returns a file of the repository as text */
export async function referencePages(
  read: (path: string) => string,
): Promise<[path: string, text: string][]> {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  const sources = {
    version,
    configuration: read('docs/reference/configuration.md'),
    exitCodes: read('docs/reference/exit-codes.md'),
  };
  return [
    ['docs/reference/commands.md', await commandsPage(describedProgram())],
    ['man/aws-mfa.1', manPage({ program: describedProgram(), ...sources })],
  ];
}
