/** `npm run test:nodes`: runs all tests on each supported version of Node, from the npm package `node`. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const VERSIONS = ['20', '22', '24', '26'];
const root = join(__dirname, '..');

/** @returns whether every test passed */
function testOn(version: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), `node-${version}-`));
  // Some tests start the program as another user.
  chmodSync(folder, 0o755);
  try {
    writeFileSync(join(folder, 'package.json'), '{}');
    execFileSync('npm', ['install', '--silent', `node@${version}`], { cwd: folder, stdio: 'inherit' });
    const bin = join(folder, 'node_modules', 'node', 'bin');
    const node = join(bin, 'node');
    console.log(`\nNode ${execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()}`);
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const env = { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
    return (
      spawnSync(node, [vitest, 'run', '--configLoader', 'runner'], { cwd: root, stdio: 'inherit', env })
        .status === 0
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const results = VERSIONS.map((version) => ({ version, passed: testOn(version) }));
console.log('');
for (const { version, passed } of results) console.log(`Node ${version}: ${passed ? 'passed' : 'FAILED'}`);
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
