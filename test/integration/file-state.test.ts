/** What is known of a file from outside, on a real folder. */
import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileState } from '../../src/system/files/read-file.ts';
import { realFileSystem } from '../../src/system/files/file-system.ts';

function place(): { folder: string; path: string } {
  const folder = join(mkdtempSync(join(tmpdir(), 'aws-mfa-doctor-')), '.aws');
  mkdirSync(folder, { mode: 0o750 });
  return { folder, path: join(folder, 'credentials') };
}

test('a file, its rights and those of its folder', () => {
  const { folder, path } = place();
  writeFileSync(path, 'x', { mode: 0o640 });
  expect(fileState(path)).toEqual({
    kind: 'file',
    target: undefined,
    mode: 0o640,
    folder: { path: folder, mode: 0o750 },
  });
});

test('no file, and no folder', () => {
  const { folder, path } = place();
  expect(fileState(path)).toMatchObject({ kind: 'missing', mode: undefined, folder: { mode: 0o750 } });
  expect(fileState(join(folder, 'a/b'))).toMatchObject({
    kind: 'missing',
    folder: { mode: undefined },
  });
});

test.each([
  ['a folder', '.'],
  ['the null device', '/dev/null'],
])('%s is no file', (_, path) => {
  expect(fileState(path)).toMatchObject({ kind: 'other' });
});

test('where links lead, and what stands there', () => {
  const { folder, path } = place();
  const target = join(mkdtempSync(join(tmpdir(), 'aws-mfa-doctor-')), 'keys');
  symlinkSync(join(folder, 'next'), path);
  symlinkSync(target, join(folder, 'next'));
  expect(fileState(path)).toMatchObject({ kind: 'missing', target });
  writeFileSync(target, 'x', { mode: 0o600 });
  expect(fileState(path)).toMatchObject({ kind: 'file', target, mode: 0o600 });
});

test('the bit that keeps others from replacing what is not theirs', () => {
  const { folder, path } = place();
  chmodSync(folder, 0o1777);
  expect(fileState(path).folder.mode).toBe(0o1777);
});

test('no rights where users have no numbers', () => {
  const { path } = place();
  writeFileSync(path, 'x');
  const state = fileState(path, { ...realFileSystem, platform: 'win32' });
  expect(state).toMatchObject({ mode: undefined, folder: { mode: undefined } });
});
