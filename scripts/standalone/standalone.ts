/**
 * Builds `aws-mfa` as one file that needs no Node, into standalone/<target>/. Without arguments for every target, with
 * arguments for those named; `here` is the machine that runs this.
 */
import { rmSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { compile, standalonePath } from './compile.ts';
import { findTarget, hostTarget, TARGETS, type Target } from './targets.ts';

const root = join(import.meta.dirname, '../..');

function chosen(names: readonly string[]): readonly Target[] {
  if (names.length === 0) return TARGETS;
  return names.map((name) => (name === 'here' ? hostTarget() : findTarget(name)));
}

for (const target of chosen(process.argv.slice(2))) {
  const folder = dirname(standalonePath(target));
  rmSync(folder, { recursive: true, force: true });
  const executable = compile(target, folder);
  const megabytes = (statSync(executable).size / 1e6).toFixed(1);
  console.log(`${relative(root, executable)}: ${megabytes} MB`);
  if (target.name === 'darwin-x64')
    console.log('  Its signature is broken. On a Mac: codesign --force --sign - aws-mfa');
}
