/** The generated pages are what the program's own options say, and the manual page has no errors. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { referencePages } from '../../scripts/reference/pages.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const manual = join(root, 'man/aws-mfa.1');

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

test('`npm run reference` would change nothing', async () => {
  for (const [path, text] of await referencePages()) expect(read(path), path).toBe(text);
});

test.skipIf(isMissing('groff'))('groff has no warning about the manual page', () => {
  const { stderr } = spawnSync('groff', ['-ww', '-man', '-Tutf8', '-z', manual], { encoding: 'utf8' });
  expect(stderr).toBe('');
});

test.skipIf(isMissing('mandoc'))('mandoc has no warning about the manual page', () => {
  expect(execFileSync('mandoc', ['-T', 'lint', manual], { encoding: 'utf8' })).toBe('');
});

test('the manual page has its sections, in the usual order', () => {
  const sections = read('man/aws-mfa.1')
    .match(/^\.SH .*/gm)
    ?.map((line) => line.slice(4));
  expect(sections).toEqual([
    ...['NAME', 'SYNOPSIS', 'DESCRIPTION', 'COMMANDS', 'OPTIONS BEFORE THE COMMAND', 'ENVIRONMENT', 'FILES'],
    ...['EXIT STATUS', 'EXAMPLES', 'SEE ALSO'],
  ]);
});

function isMissing(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error !== undefined;
}
