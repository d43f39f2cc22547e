/** `npm run reference`: writes docs/reference/commands.md and man/aws-mfa.1 from the program's own options. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { referencePages } from './reference/pages.ts';

async function main(): Promise<void> {
  for (const [path, text] of await referencePages()) writeFileSync(join(__dirname, '..', path), text);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
