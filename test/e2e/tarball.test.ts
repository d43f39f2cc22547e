/** What the package contains: the program, its licenses and its manual page. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

interface Pack {
  size: number;
  files: { path: string }[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));

it('is small, and holds the program, its licenses and its manual page', () => {
  // The program is built by now; building it again would pull it out from under the tests beside this one.
  const told = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [pack] = JSON.parse(String(told)) as [Pack];
  const paths = pack.files.map(({ path }) => path);
  expect(pack.size).toBeLessThan(260_000);
  const others = paths.filter((path) => !/^dist\/[\w-]+\.js$/.test(path));
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
  expect(paths).toContain('dist/main.js');
});
