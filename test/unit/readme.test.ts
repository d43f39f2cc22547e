/** The README: its size, the order of its parts, its two commands for newcomers; and links that work in the package, too. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { scripts, files } = JSON.parse(read('package.json')) as {
  scripts: Record<string, string>;
  files: string[];
};
const readme = read('README.md');

/** npm adds these by itself. */
const ALWAYS_SHIPPED = ['README.md', 'LICENSE', 'package.json'];
const SHIPPED_PAGES = ['README.md', 'CHANGELOG.md', 'SECURITY.md', ...pagesIn('docs')].filter(isShipped);

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

function pagesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `${folder}/${path.split(sep).join('/')}`);
}

/** Whether `files` of package.json has it, or a folder that it is in. */
function isShipped(path: string): boolean {
  return [...ALWAYS_SHIPPED, ...files].some(
    (entry) => path === entry || path.startsWith(`${entry}/`) || isMatch(path, entry),
  );
}

/** `docs/*.md`, as npm reads it. */
function isMatch(path: string, entry: string): boolean {
  const [before = '', after] = entry.split('*');
  if (after === undefined) return false;
  const middle = path.slice(before.length, path.length - after.length);
  return path.startsWith(before) && path.endsWith(after) && !middle.includes('/');
}

/** The files that a page links to, from the root of the repository. */
function linkedFiles(page: string): string[] {
  const links = [...read(page).matchAll(/\]\((?![a-z]+:|#)([^)#]+)/g)];
  return links.map(([, path = '']) => join(page, '..', path).split(sep).join('/'));
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

it('is in the package together with the guides, the reference and the manual page', () => {
  const pages = [...SHIPPED_PAGES, 'man/aws-mfa.1'].filter(isShipped);
  expect(pages).toEqual(
    expect.arrayContaining([
      'docs/guide/setup.md',
      'docs/reference/commands.md',
      'docs/ja.md',
      'man/aws-mfa.1',
    ]),
  );
});

it.each(SHIPPED_PAGES)('%s links only to files that are in the package, too', (page) => {
  const linked = linkedFiles(page);
  expect(linked.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  expect(linked.filter((path) => !isShipped(path))).toEqual([]);
});
