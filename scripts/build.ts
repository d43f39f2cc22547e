/** Bundles src into dist. The built program then writes its completion scripts to dist/completions, for packagers. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHELLS } from '../src/commands/completion/offers.ts';
import { bundle } from './bundle.ts';

const root = join(__dirname, '..');
const dist = join(root, 'dist');

async function main(): Promise<void> {
  await bundle(join(root, 'src/main.ts'), dist);
  const completions = join(dist, 'completions');
  mkdirSync(completions);
  // No package manager installs one for PowerShell.
  for (const shell of SHELLS.filter((each) => each !== 'powershell')) {
    const script = execFileSync(process.execPath, [join(root, 'bin/aws-mfa.js'), 'completion', shell]);
    writeFileSync(join(completions, `aws-mfa.${shell}`), script);
  }
}

void main();
