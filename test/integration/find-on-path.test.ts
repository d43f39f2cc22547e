/** Programs on the PATH, found as a shell would. */
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findOnPath, findProgram } from '../../src/system/processes/find-program.ts';

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

const found = (name: string, ...path: string[]) => findOnPath([name], path.join(delimiter));

test('in the order of the PATH', () => {
  const [a = '', b = '', c = ''] = folders();
  program(a);
  const first = program(b);
  expect(found('aws', c, '/none', b, a)).toBe(first);
  expect(found('aws', c)).toBeUndefined();
  expect(found('aws')).toBeUndefined();
});

test('neither a folder, nor a file that cannot be run', () => {
  const [a = '', b = '', c = ''] = folders();
  mkdirSync(join(a, 'aws'));
  program(b, 'aws', 0o644);
  symlinkSync('gone', join(c, 'aws'));
  expect(found('aws', a, b, c)).toBeUndefined();
});

test.each(['', '.', 'bin', './bin'])('not in the current folder: %j', (entry) => {
  const here = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'aws-mfa-doctor-'));
  mkdirSync(join(folder, 'bin'));
  program(folder);
  program(join(folder, 'bin'));
  process.chdir(folder);
  try {
    expect(found('aws', entry, '/none')).toBeUndefined();
    expect(found('aws', entry)).toBeUndefined();
  } finally {
    process.chdir(here);
  }
});

describe('on Windows', () => {
  test('by the endings of PATHEXT, in its order, and never without one', () => {
    const [a = '', b = ''] = folders();
    program(a, 'aws');
    const [exe, cmd] = [program(b, 'aws.EXE'), program(b, 'aws.cmd')];
    const path = [a, b].join(delimiter);
    expect(findProgram('aws', { Path: path, PathExt: '.EXE;.cmd' })).toBe(exe);
    expect(findProgram('aws', { PATH: path, PATHEXT: '.cmd;.EXE' })).toBe(cmd);
    expect(findProgram('aws', { PATH: path, PATHEXT: '.PY' })).toBeUndefined();
  });

  test('by the usual endings if there is no PATHEXT', () => {
    const [a = '', b = ''] = folders();
    program(b, 'aws.COM');
    const file = program(a, 'aws.CMD');
    expect(findProgram('aws', { PATH: [a, b].join(delimiter) })).toBe(file);
  });

  test('by its whole name first', () => {
    const [a = ''] = folders();
    const [file, longer] = [program(a, 'sam.cmd'), program(a, 'sam.cmd.EXE')];
    expect(findProgram('sam.cmd', { PATH: a })).toBe(file);
    expect(findProgram('sam.cmd.EXE', { PATH: a })).toBe(longer);
  });

  test('by a path, without PATH', () => {
    const [a = ''] = folders();
    const file = program(a, 'aws.CMD');
    expect(findProgram(join(a, 'aws'), {})).toBe(file);
    expect(findProgram(file, {})).toBe(file);
    expect(findProgram(join(a, 'other'), { PATH: a })).toBeUndefined();
  });
});
