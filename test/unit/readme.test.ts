/** The two commands for a newcomer, in both languages; and where a hole in security is reported. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

it.each(['README.md', 'docs/ja.md'])(
  '%s names the demo and the tests, by commands that are there',
  (page) => {
    const commands = read(page)
      .split('\n')
      .filter((line) => /^npm ci && npm (run demo|test)\b/.test(line))
      .map((line) => line.replace(/ *#.*/, ''));
    expect(commands).toEqual(['npm ci && npm run demo', 'npm ci && npm test']);
    expect(scripts).toHaveProperty('demo');
    expect(scripts).toHaveProperty('test');
  },
);

it('the links of SECURITY.md lead to pages that are there', () => {
  const links = [...read('SECURITY.md').matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => path);
  expect(links.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
