/** The pages that are generated from the program's options, by their path. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../../package.json';
import { describedProgram } from '../../src/cli/program.ts';
import { commandsPage } from './commands-page.ts';
import { manPage } from './man-page.ts';

const read = (path: string) => readFileSync(join(__dirname, '../..', path), 'utf8');

export async function referencePages(): Promise<[path: string, text: string][]> {
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
