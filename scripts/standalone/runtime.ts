/**
 * Gets Bun, which is compiler and runtime in one file, from the npm registry that npm is configured for. Version and
 * hashes are pinned in runtimes.json.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { integrity, version } from './runtimes.json';
import type { Target } from './targets.ts';

export { version as runtimeVersion } from './runtimes.json';

const cache = join(import.meta.dirname, '../../node_modules/.cache/aws-mfa');

/**
 * @param folder where the files of the package are written
 * @returns the path of the executable in it
 * @throws if the package has other bytes than those that are pinned
 */
export function unpackRuntime({ runtime }: Target, folder: string): string {
  const tarball = download(runtime);
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', folder]);
  const bin = join(folder, 'package', 'bin');
  return join(bin, readdirSync(bin)[0] ?? '');
}

/** @returns the path of the tarball, whose hash has been checked */
function download(name: string): string {
  const tarball = join(cache, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  if (!existsSync(tarball)) {
    mkdirSync(cache, { recursive: true });
    execFileSync('npm', ['pack', '--silent', '--pack-destination', cache, `${name}@${version}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  const wanted = (integrity as Record<string, string>)[name];
  const found = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  if (found !== wanted) {
    rmSync(tarball);
    throw new Error(`${name}@${version} has the hash ${found}. runtimes.json has ${String(wanted)}.`);
  }
  return tarball;
}
