/** Windows: another program has a file open, and any call may fail for a while. Simulated on real files. */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FileSystem } from '../../src/system/files/file-system.ts';
import { probeWrite } from '../../src/system/files/probe-write.ts';
import { updateFile } from '../../src/system/files/update-file.ts';
import { instantSystem, refusing, seeing, systemError } from '../support/failing-file-system.ts';

let folder: string;
let path: string;
let waited: number;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'aws-mfa-held-'));
  path = join(folder, 'credentials');
  fs.writeFileSync(path, 'old\n', { mode: 0o600 });
  // At rest.
  fs.utimesSync(path, 1, 1);
  waited = 0;
});

const never = new AbortController().signal;
const CODES = ['EPERM', 'EACCES', 'EBUSY'];
const NAMES = {
  lock: '.credentials.aws-mfa.lock',
  file: 'credentials',
  temporary: /^\.credentials\.aws-mfa\..*\.tmp$/,
};

interface Refusal {
  call: 'openSync' | 'statSync' | 'readFileSync' | 'renameSync' | 'unlinkSync' | 'lstatSync';
  name: keyof typeof NAMES;
  code: string;
  /** Milliseconds for which the call fails. */
  forMs: number;
}

function windows({ call, name, code, forMs }: Refusal): FileSystem {
  const system: FileSystem = {
    ...instantSystem(),
    platform: 'win32',
    uid: () => undefined,
    wait: (milliseconds) => {
      waited += milliseconds;
      return Promise.resolve();
    },
  };
  const original = system[call] as (...args: unknown[]) => unknown;
  const refusing = (...args: unknown[]): unknown => {
    const isMeant =
      typeof args[0] === 'string' &&
      (name === 'file' ? call === 'renameSync' || isFile(args[0]) : isOf(args[0]));
    if (isMeant && waited < forMs) throw systemError(call, code);
    return original(...args);
  };
  const isFile = (at: string) => basename(at) === NAMES.file;
  const isOf = (at: string) =>
    name === 'lock' ? basename(at) === NAMES.lock : NAMES.temporary.test(basename(at));
  return { ...system, [call]: refusing };
}

const update = (system: FileSystem) =>
  updateFile({ path, edit: () => 'new\n', verify: () => Promise.resolve(), signal: never }, system);

const STEPS: [call: Refusal['call'], name: Refusal['name']][] = [
  ['openSync', 'lock'],
  ['statSync', 'lock'],
  ['openSync', 'temporary'],
  ['renameSync', 'file'],
];

describe.each(STEPS)('%s of the %s', (call, name) => {
  it.each(CODES)('%s for ten seconds is waited for, by the write and by its trial', async (code) => {
    const system = windows({ call, name, code, forMs: 10_000 });
    await probeWrite(path, never, system);
    await update(system);
    expect(fs.readFileSync(path, 'utf8')).toBe('new\n');
    expect(fs.readdirSync(folder)).toEqual(['credentials']);
    expect(waited).toBeGreaterThanOrEqual(10_000);
    expect(waited).toBeLessThan(11_000);
  });
});

it.each(CODES)('%s while a lock is removed is waited for', async (code) => {
  fs.writeFileSync(join(folder, NAMES.lock), 'of a run that was killed');
  await update(windows({ call: 'unlinkSync', name: 'lock', code, forMs: 10_000 }));
  expect(fs.readFileSync(path, 'utf8')).toBe('new\n');
});

it('what is open for good ends the write after 15 seconds, and the file is as it was', async () => {
  const failure = update(windows({ call: 'renameSync', name: 'file', code: 'EPERM', forMs: Infinity }));
  await expect(failure).rejects.toMatchObject({
    code: 'file_busy',
    message: `Cannot write ${path}: another program has it open, or you may not change it (EPERM).`,
    hint: 'Close the program that uses it, then try again. If there is none, check the permissions of the file and its folder.',
  });
  expect([fs.readFileSync(path, 'utf8'), fs.readdirSync(folder)]).toEqual(['old\n', ['credentials']]);
  expect(waited).toBeGreaterThanOrEqual(15_000);
  expect(waited).toBeLessThan(16_000);
});

it('a lock that can never be made is found before a code is asked for', async () => {
  const lock = join(folder, NAMES.lock);
  await expect(
    probeWrite(path, never, windows({ call: 'openSync', name: 'lock', code: 'EPERM', forMs: Infinity })),
  ).rejects.toMatchObject({
    code: 'file_busy',
    message: `Cannot create the lock ${lock}: another program has it open, or you may not change it (EPERM).`,
  });
});

it('elsewhere a call that is not permitted fails at once', async () => {
  const system = windows({ call: 'openSync', name: 'lock', code: 'EACCES', forMs: Infinity });
  await expect(update({ ...system, platform: 'linux', uid: instantSystem().uid })).rejects.toMatchObject({
    code: 'file_error',
  });
  expect(waited).toBe(0);
});

describe('a file system without modes (a drive of Windows in WSL, a network share)', () => {
  const without = (code: string): FileSystem => ({
    ...instantSystem(),
    ...refusing(code, 'fchmodSync', 'chmodSync'),
  });

  it.each(['EPERM', 'ENOTSUP'])('%s is no failure, and a note if others may read the file', async (code) => {
    const system = without(code);
    await probeWrite(path, never, system);
    const { statSync, fstatSync } = seeing({ mode: 0o100777 });
    const note = `The file system does not let aws-mfa set the permissions of ${path}. Other users of this machine may be able to read it.`;
    expect(await update({ ...system, statSync })).toEqual([note]);
    expect(await update({ ...system, statSync, fstatSync })).toEqual([note]);
    expect(fs.readFileSync(path, 'utf8')).toBe('new\n');
  });

  it('a file that is private anyway needs no note', async () => {
    expect(await update(without('EPERM'))).toEqual([]);
  });

  it('the folder is made', async () => {
    path = join(folder, '.aws', 'credentials');
    await update(without('EPERM'));
    expect(fs.readFileSync(path, 'utf8')).toBe('new\n');
  });

  it.each(['EIO', 'EROFS'])('%s is a failure', async (code) => {
    await expect(update(without(code))).rejects.toMatchObject({ code: 'file_error' });
    expect(fs.readFileSync(path, 'utf8')).toBe('old\n');
  });
});
