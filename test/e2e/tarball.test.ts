/** What the package contains: the program, its licenses, its manual page, and every page that the README links to. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

interface Pack {
  size: number;
  files: { path: string }[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));

it('is small, and holds the program, its licenses and what people read', () => {
  // The program is built by now; building it again would pull it out from under the tests beside this one.
  const told = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [pack] = JSON.parse(String(told)) as [Pack];
  const paths = pack.files.map(({ path }) => path);
  expect(pack.size).toBeLessThan(260_000);
  const others = paths.filter((path) => !/^(dist\/[\w-]+\.js|docs\/.+)$/.test(path));
  expect(new Set(others)).toEqual(
    new Set([
      ...['CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md'],
      'bin/aws-mfa.js',
      'dist/THIRD-PARTY-LICENSES.txt',
      ...['bash', 'fish', 'zsh'].map((shell) => `dist/completions/aws-mfa.${shell}`),
      'man/aws-mfa.1',
      'package.json',
    ]),
  );
  const linked = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/\]\((?!https?:)([^)#]+)/g)];
  expect(linked.map(([, path]) => path).filter((path = '') => !paths.includes(path))).toEqual([]);
  expect(paths).toContain('dist/main.js');
});
