/** `npm run reference`: writes docs/reference/commands.md and man/aws-mfa.1 from the program's own options. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { referencePages } from './reference/pages.ts';

const root = join(__dirname, '..');

async function main(): Promise<void> {
  for (const [path, text] of await referencePages((page) => readFileSync(join(root, page), 'utf8'))) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
