/** Programs on the PATH, found as a shell would. */
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { findOnPath, realFile } from '../../src/system/processes/find-on-path.ts';

function folders(): string[] {
  const here = mkdtempSync(join(tmpdir(), 'aws-mfa-doctor-'));
  return ['a', 'b', 'c'].map((name) => {
    mkdirSync(join(here, name));
    return join(here, name);
  });
}

function program(folder: string, name = 'aws', mode = 0o755): string {
  writeFileSync(join(folder, name), '', { mode });
  return join(folder, name);
}

const found = (name: string, ...path: string[]) =>
  findOnPath(name, path.join(delimiter), 'linux').map((each) => each.path);

test('in the order of the PATH', () => {
  const [a = '', b = '', c = ''] = folders();
  const programs = [program(b), program(a)];
  expect(found('aws', b, c, '/none', a)).toEqual(programs);
  expect(found('aws', c)).toEqual([]);
  expect(found('aws')).toEqual([]);
});

test('neither a folder, nor a file that cannot be run', () => {
  const [a = '', b = '', c = ''] = folders();
  mkdirSync(join(a, 'aws'));
  program(b, 'aws', 0o644);
  symlinkSync('gone', join(c, 'aws'));
  expect(found('aws', a, b, c)).toEqual([]);
});

test.each(['', '.', 'bin', './bin'])('not in the current folder: %j', (entry) => {
  const here = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'aws-mfa-doctor-'));
  mkdirSync(join(folder, 'bin'));
  program(folder);
  program(join(folder, 'bin'));
  process.chdir(folder);
  try {
    expect(found('aws', entry, '/none')).toEqual([]);
    expect(found('aws', entry)).toEqual([]);
  } finally {
    process.chdir(here);
  }
});

test('one file under two paths counts once, under the first', () => {
  const [a = '', b = ''] = folders();
  const file = program(b);
  symlinkSync(file, join(a, 'aws'));
  expect(findOnPath('aws', [a, b].join(delimiter), 'linux')).toEqual([{ path: join(a, 'aws'), file }]);
});

test('on Windows by its endings', () => {
  const [a = ''] = folders();
  const file = program(a, 'aws.exe');
  program(a, 'aws');
  expect(findOnPath('aws', a, 'win32')).toEqual([{ path: file, file }]);
});

test('the file that a path leads to', () => {
  const [a = ''] = folders();
  const file = program(a);
  symlinkSync(file, join(a, 'link'));
  expect(realFile(join(a, 'link'))).toBe(file);
  expect(realFile(join(a, 'none'))).toBeUndefined();
});
