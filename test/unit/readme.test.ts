/** The README: its size, the order of its parts, and its two commands for newcomers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const readme = read('README.md');

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

it('has at most 250 lines and 14 kB', () => {
  expect(readme.split('\n').length).toBeLessThanOrEqual(250);
  expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(14_000);
});

it('has its parts in this order', () => {
  expect(readme.match(/^#+ .*/gm)).toEqual([
    '# aws-mfa',
    ...['Install', 'First use', 'Every day', 'Several accounts and roles', 'Scripts and CI'].map(
      (title) => `## ${title}`,
    ),
    ...['Coming from another tool', 'Why not something else?', 'Security', 'More'].map(
      (title) => `## ${title}`,
    ),
  ]);
  const picture = readme.indexOf('](docs/aws-mfa.svg)');
  expect(picture).toBeGreaterThan(0);
  expect(picture).toBeLessThan(readme.indexOf('## Install'));
});

it.each(['README.md', 'docs/ja.md'])('%s has the two commands for a newcomer', (page) => {
  const commands = read(page)
    .split('\n')
    .filter((line) => /^npm ci && npm (run demo|test)\b/.test(line))
    .map((line) => line.replace(/ *#.*/, ''));
  expect(commands).toEqual(['npm ci && npm run demo', 'npm ci && npm test']);
  expect(scripts).toHaveProperty('demo');
  expect(scripts).toHaveProperty('test');
});
