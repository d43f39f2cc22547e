/** `npm run screens`: records the screens in README and docs, and the picture in the README, from the built program. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordPages } from './pages.ts';

async function main(): Promise<void> {
  for (const { path, kept, recorded } of await recordPages()) {
    if (kept === recorded) continue;
    writeFileSync(join(__dirname, '../..', path), recorded);
    console.log(`updated ${path}`);
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
