/** The archives with the standalone program, and what goes with it. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { standalonePath } from '../standalone/compile.ts';
import type { Target } from '../standalone/targets.ts';
import type { Release } from './release.ts';

/** @returns the path of the archive */
export function packArchive(target: Target, { version, root, output, staging, time }: Release): string {
  const name = `aws-mfa-${version}-${target.name}`;
  const folder = join(staging, name);
  mkdirSync(folder, { recursive: true });
  cpSync(standalonePath(target), join(folder, target.fileName));
  cpSync(join(root, 'dist/completions'), join(folder, 'completions'), { recursive: true });
  for (const path of ['LICENSE', 'README.md', 'CHANGELOG.md', 'man/aws-mfa.1'])
    cpSync(join(root, path), join(folder, basename(path)));
  cpSync(join(root, 'dist/THIRD-PARTY-LICENSES.txt'), join(folder, 'THIRD-PARTY-LICENSES.txt'));
  cpSync(join(import.meta.dirname, 'RUNTIME-LICENSES.md'), join(folder, 'RUNTIME-LICENSES.md'));
  setTimes(folder, time);
  return target.name.startsWith('windows') ? zip(folder, output) : tar(folder, output, time);
}

function tar(folder: string, output: string, time: number): string {
  const archive = join(output, `${basename(folder)}.tar`);
  const same = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mode=u=rwX,go=rX'];
  const options = [...same, `--mtime=@${time}`, '-C', dirname(folder), '-cf', archive];
  execFileSync('tar', [...options, basename(folder)]);
  execFileSync('gzip', ['-6n', archive]);
  return `${archive}.gz`;
}

function zip(folder: string, output: string): string {
  const archive = join(output, `${basename(folder)}.zip`);
  const files = filesIn(folder).map((path) => join(basename(folder), path));
  execFileSync('zip', ['-6Xq', archive, ...files], {
    cwd: dirname(folder),
    // The time of a file is written as the local one.
    env: { ...process.env, TZ: 'UTC' },
  });
  return archive;
}

/** @returns paths relative to the folder, sorted */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** @param time seconds since 1970 */
export function setTimes(folder: string, time: number): void {
  for (const path of filesIn(folder)) utimesSync(join(folder, path), time, time);
}
